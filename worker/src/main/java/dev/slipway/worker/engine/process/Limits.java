package dev.slipway.worker.engine.process;

/**
 * What one build may use, all its processes together.
 *
 * @param memory bytes, at least 16 MiB
 * @param cpus processors at once, such as 1.5; 0 is as many as there are
 * @param pids processes and threads at once, at least 16
 * @param disk bytes that it may add to the disk, at least 1 MiB; also the longest single file
 * @param files files and folders that it may add to the disk, at least 100
 */
public record Limits(long memory, double cpus, int pids, long disk, long files) {

  private static final long MIB = 1024 * 1024;

  public Limits {
    require(memory >= 16 * MIB, "memory", "16M");
    require(cpus >= 0 && cpus <= 4096, "cpus", "0, which is no limit,");
    require(pids >= 16, "pids", "16");
    require(disk >= MIB, "disk", "1M");
    require(files >= 100, "files", "100");
  }

  private static void require(boolean met, String name, String least) {
    if (!met) {
      throw new IllegalArgumentException(
          "the limit " + name + " of a build has to be " + least + " or more");
    }
  }
}
