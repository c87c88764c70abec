package dev.slipway.worker.engine.filesystem;

/** The numeric owner of a file in an image. */
public record Owner(long uid, long gid) {

  /** {@code 0:0}. */
  public static final Owner ROOT = new Owner(0, 0);

  private static final long MAX_ID = 0xffff_ffffL;

  public Owner {
    if (uid < 0 || gid < 0 || uid > MAX_ID || gid > MAX_ID) {
      throw new IllegalArgumentException("no owner: " + uid + ":" + gid);
    }
  }
}
