package dev.slipway.worker.engine.buildkit;

import java.util.function.Consumer;

/** Remembers the last line of a program's output that says something. */
final class LastLine implements Consumer<String> {

  private volatile String text = "it said nothing";

  @Override
  public void accept(String line) {
    if (!line.isBlank()) {
      text = line.strip();
    }
  }

  String text() {
    return text;
  }
}
