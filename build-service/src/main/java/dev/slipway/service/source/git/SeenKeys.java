package dev.slipway.service.source.git;

import dev.slipway.git.RememberedKeys;

/**
 * Host keys of one conversation: SSH asks for them in threads of its own, so that the database is
 * read before and written after it.
 */
final class SeenKeys implements RememberedKeys {

  private final String before;
  private volatile String now;

  SeenKeys(String before) {
    this.before = before;
    this.now = before;
  }

  @Override
  public String read() {
    return now;
  }

  @Override
  public void write(String lines) {
    now = lines;
  }

  boolean isChanged() {
    return !now.equals(before);
  }
}
