package dev.slipway.worker.source;

import dev.slipway.worker.engine.BuildLog;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers a build's log. */
public final class TestingLog implements BuildLog {

  private final List<String> lines = new CopyOnWriteArrayList<>();

  @Override
  public void line(String text) {
    lines.add(text);
  }

  public String text() {
    return String.join("\n", lines);
  }
}
