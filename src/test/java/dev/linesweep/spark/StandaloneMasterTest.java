package dev.linesweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.linesweep.spark.StandaloneMaster.Sight;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class StandaloneMasterTest {
  private static Sight sight(String url) {
    return new StandaloneMaster(url).sight();
  }

  @Test
  void saysWhetherAnythingListens() throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    int port;
    try (ServerSocket server = new ServerSocket(0, 1, here)) {
      port = server.getLocalPort();
      assertThat(sight("spark://127.0.0.1:" + port)).isEqualTo(Sight.LISTENING);
      assertThat(sight("spark://nosuchhost.invalid:7077,127.0.0.1:" + port))
          .isEqualTo(Sight.LISTENING);
    }
    assertThat(sight("spark://127.0.0.1:" + port)).isEqualTo(Sight.SILENT);
    assertThat(new StandaloneMaster("spark://127.0.0.1:" + port).waiting())
        .isEqualTo(
            "the Spark master at spark://127.0.0.1:%d does not answer yet (nothing listens there); Spark tries for a minute"
                .formatted(port));
  }

  @Test
  void aNameThatNobodyHasIsNoMachine() {
    assertThat(sight("spark://nosuchhost.invalid:7077")).isEqualTo(Sight.UNKNOWN);
    assertThat(sight("spark://localhost")).isEqualTo(Sight.UNKNOWN);
  }

  @Test
  void otherMastersAreNone() {
    assertThat(StandaloneMaster.of(new SparkConf(false).setMaster("local[2]"))).isEmpty();
    assertThat(StandaloneMaster.of(new SparkConf(false).setMaster("yarn"))).isEmpty();
    assertThat(StandaloneMaster.of(new SparkConf(false).setMaster("spark://a:1"))).isPresent();
  }

  @Test
  void aSlowStartIsToldOnceAndAQuickOneNever() throws InterruptedException {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    try (SlowStart watch = SlowStart.watch(Duration.ZERO, () -> "waiting", told::add)) {
      assertThat(told.poll(1, TimeUnit.MINUTES)).isEqualTo("waiting");
    }
    List<String> never = new ArrayList<>();
    SlowStart.watch(Duration.ofDays(1), () -> "waiting", never::add).close();
    assertThat(never).isEmpty();
  }
}
