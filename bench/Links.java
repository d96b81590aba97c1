import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.apache.xbean.asm9.ClassReader;
import org.apache.xbean.asm9.ClassVisitor;
import org.apache.xbean.asm9.FieldVisitor;
import org.apache.xbean.asm9.Handle;
import org.apache.xbean.asm9.MethodVisitor;
import org.apache.xbean.asm9.Opcodes;
import org.apache.xbean.asm9.Type;

/**
 * Names the classes, methods and fields that Linesweep's own classes use and that a distribution of
 * Spark does not have; exit code 1 if there are any. Only what is linked by name is seen, not
 * whether it still does the same.
 *
 * <p>{@code java -cp "$SPARK_HOME/jars/*" bench/Links.java target/linesweep-0.1.0.jar}
 */
final class Links {
  private static final String OWN = "dev/linesweep/";

  /** What a class has, and where it has more from. */
  private record Members(Set<String> names, Set<String> parents) {}

  private final Map<String, Optional<Members>> known = new HashMap<>();
  private final Map<String, Set<String>> missing = new TreeMap<>();
  private final Set<String> links = new HashSet<>();
  private final JarFile jar;

  private Links(JarFile jar) {
    this.jar = jar;
  }

  public static void main(String[] args) throws IOException {
    try (JarFile jar = new JarFile(args[0])) {
      Links links = new Links(jar);
      for (JarEntry entry : jar.stream().toList()) {
        String name = entry.getName();
        if (name.startsWith(OWN) && name.endsWith(".class") && !name.startsWith(OWN + "shaded/")) {
          links.check(name);
        }
      }
      links.missing.forEach((link, users) -> System.out.println(link + ", used by " + users));
      System.out.println(links.links.size() + " links, missing: " + links.missing.size());
      System.exit(links.missing.isEmpty() ? 0 : 1);
    }
  }

  private void check(String entry) throws IOException {
    try (InputStream in = jar.getInputStream(jar.getJarEntry(entry))) {
      new ClassReader(in).accept(new Uses(entry.replace(".class", "")), ClassReader.SKIP_DEBUG);
    }
  }

  private void link(String user, String owner, String member) {
    if (owner.startsWith("[") || owner.startsWith("java/") || owner.startsWith("jdk/")) {
      return;
    }
    String link = owner + (member.isEmpty() ? "" : "." + member);
    links.add(link);
    if (!has(owner, member)) {
      missing.computeIfAbsent(link, any -> new TreeSet<>()).add(user);
    }
  }

  private boolean has(String owner, String member) {
    Optional<Members> members = members(owner);
    return members.isPresent()
        && (member.isEmpty()
            || members.get().names().contains(member)
            || members.get().parents().stream().anyMatch(parent -> has(parent, member)));
  }

  private Optional<Members> members(String owner) {
    return known.computeIfAbsent(owner, this::read);
  }

  private Optional<Members> read(String owner) {
    JarEntry own = jar.getJarEntry(owner + ".class");
    try (InputStream in =
        own == null
            ? ClassLoader.getSystemResourceAsStream(owner + ".class")
            : jar.getInputStream(own)) {
      if (in == null) {
        return Optional.empty();
      }
      Declared declared = new Declared();
      new ClassReader(in).accept(declared, ClassReader.SKIP_CODE);
      return Optional.of(declared.members);
    } catch (IOException e) {
      throw new IllegalStateException(owner, e);
    }
  }

  /** Gathers what a class declares. */
  private static final class Declared extends ClassVisitor {
    private final Members members = new Members(new HashSet<>(), new HashSet<>());

    Declared() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visit(
        int version, int access, String name, String signature, String parent, String[] others) {
      if (parent != null) {
        members.parents().add(parent);
      }
      members.parents().addAll(Set.of(others));
      if ((access & Opcodes.ACC_INTERFACE) != 0) {
        members.parents().add("java/lang/Object");
      }
    }

    @Override
    public FieldVisitor visitField(
        int access, String name, String type, String signature, Object value) {
      members.names().add(name + " " + type);
      return null;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String type, String signature, String[] thrown) {
      members.names().add(name + type);
      return null;
    }
  }

  /** Follows what a class of ours uses. */
  private final class Uses extends ClassVisitor {
    private final String user;

    Uses(String user) {
      super(Opcodes.ASM9);
      this.user = user;
    }

    @Override
    public void visit(
        int version, int access, String name, String signature, String parent, String[] others) {
      link(user, parent, "");
      for (String other : others) {
        link(user, other, "");
      }
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String type, String signature, String[] thrown) {
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitTypeInsn(int code, String owner) {
          link(user, owner, "");
        }

        @Override
        public void visitFieldInsn(int code, String owner, String name, String type) {
          link(user, owner, name + " " + type);
        }

        @Override
        public void visitMethodInsn(
            int code, String owner, String name, String type, boolean onInterface) {
          link(user, owner, name + type);
        }

        @Override
        public void visitInvokeDynamicInsn(
            String name, String type, Handle bootstrap, Object... arguments) {
          for (Object argument : arguments) {
            if (argument instanceof Handle handle && handle.getTag() >= Opcodes.H_INVOKEVIRTUAL) {
              link(user, handle.getOwner(), handle.getName() + handle.getDesc());
            }
          }
        }

        @Override
        public void visitLdcInsn(Object value) {
          if (value instanceof Type type && type.getSort() == Type.OBJECT) {
            link(user, type.getInternalName(), "");
          }
        }
      };
    }
  }
}
