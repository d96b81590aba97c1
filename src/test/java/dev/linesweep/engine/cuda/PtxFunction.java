package dev.linesweep.engine.cuda;

import java.util.List;
import java.util.Map;

/**
 * A kernel or a function that kernels call. Registers, constants, and what is passed from function
 * to function, all lie in slots.
 *
 * @param slots how many there are
 * @param constants values of slots that never change
 * @param specials slots of a thread's place, by their names in PTX
 * @param sharedBytes of a block
 * @param parameterBytes of a kernel's only parameter
 * @param parameters slots of what a caller passes
 * @param parameterNames as a caller and the function both derive them: the parameter's number, and
 *     where in it
 * @param results slots of what a caller gets
 * @param resultNames where in the result
 */
record PtxFunction(
    String name,
    List<PtxStep> steps,
    int slots,
    Map<Integer, Long> constants,
    Map<String, Integer> specials,
    int sharedBytes,
    int parameterBytes,
    int[] parameters,
    List<String> parameterNames,
    int[] results,
    List<String> resultNames) {}
