package dev.slipway.standalone.demo;

import java.io.PrintStream;

/** What the demo tells the person in front of it. */
final class Console {

  private final PrintStream out;

  Console(PrintStream out) {
    this.out = out;
  }

  /** A step that begins. */
  void step(String text) {
    out.println("demo  " + text);
  }

  /** Something that belongs to the step before. */
  void detail(String text) {
    out.println("      " + text);
  }

  /** Lines of the build's log. */
  void log(String lines) {
    lines.lines().forEach(line -> out.println("      | " + line));
  }
}
