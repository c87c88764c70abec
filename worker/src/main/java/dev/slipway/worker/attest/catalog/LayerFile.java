package dev.slipway.worker.attest.catalog;

/**
 * A regular file of a layer.
 *
 * @param path from the root, without a leading slash
 * @param size its bytes
 * @param executable whether anybody may run it
 */
public record LayerFile(String path, long size, boolean executable) {

  /** The last part of the path. */
  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
