package dev.linesweep.engine.cuda;

import com.sun.jna.Library;

/**
 * The functions of NVIDIA's driver, libcuda.so.1, that are used here, as cuda.h declares them: each
 * returns a {@code CUresult}. Arrays of one element take what C returns through a pointer.
 * Contexts, streams, events, modules, functions, addresses and sizes have 64 bits on the machines
 * that {@link DriverLibrary} admits, so all are {@code long}.
 */
interface CudaDriver extends Library {
  int cuInit(int flags);

  int cuDriverGetVersion(int[] version);

  int cuGetErrorName(int error, long[] text);

  int cuGetErrorString(int error, long[] text);

  int cuDeviceGetCount(int[] count);

  int cuDeviceGet(int[] device, int ordinal);

  int cuDeviceGetName(byte[] name, int length, int device);

  /** The UUID of the MIG instance if it is one. Drivers since CUDA 11.4 have this function. */
  int cuDeviceGetUuid_v2(byte[] uuid, int device);

  int cuDeviceGetUuid(byte[] uuid, int device);

  int cuDeviceGetAttribute(int[] value, int attribute, int device);

  int cuDevicePrimaryCtxRetain(long[] context, int device);

  int cuCtxSetCurrent(long context);

  int cuModuleLoadDataEx(long[] module, byte[] image, int count, int[] options, long[] values);

  int cuModuleGetFunction(long[] function, long module, String name);

  int cuMemGetInfo_v2(long[] free, long[] total);

  int cuMemAlloc_v2(long[] address, long bytes);

  int cuMemFree_v2(long address);

  int cuMemAllocHost_v2(long[] address, long bytes);

  int cuMemFreeHost(long address);

  int cuMemcpyHtoDAsync_v2(long to, long from, long bytes, long stream);

  int cuMemcpyDtoHAsync_v2(long to, long from, long bytes, long stream);

  int cuStreamCreate(long[] stream, int flags);

  int cuStreamSynchronize(long stream);

  int cuStreamDestroy_v2(long stream);

  int cuEventCreate(long[] event, int flags);

  int cuEventRecord(long event, long stream);

  int cuEventSynchronize(long event);

  int cuEventDestroy_v2(long event);

  int cuLaunchKernel(
      long function,
      int blocksX,
      int blocksY,
      int blocksZ,
      int threadsX,
      int threadsY,
      int threadsZ,
      int sharedBytes,
      long stream,
      long[] parameters,
      long extra);
}
