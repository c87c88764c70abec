package dev.slipway.standalone;

import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The program that {@code ./run} starts. */
@QuarkusMain
public final class Main {

  /**
   * Levels until the application's configuration takes over, which has the same ones. Held here,
   * because loggers that nobody holds lose theirs.
   */
  private static final Map<Logger, Level> LEVELS =
      Map.of(
          Logger.getLogger("kafka"), Level.WARNING,
          Logger.getLogger("org.apache.kafka"), Level.WARNING,
          Logger.getLogger("state.change.logger"), Level.WARNING,
          // Warns of an empty log at the first start.
          Logger.getLogger("org.apache.kafka.controller"), Level.SEVERE,
          // Warns of every connection that ends with the broker.
          Logger.getLogger("org.apache.kafka.clients.NetworkClient"), Level.SEVERE);

  private Main() {}

  /** Starts Slipway; ends with 1 and one clear line when it can't. */
  public static void main(String... arguments) {
    LEVELS.forEach(Logger::setLevel);
    try {
      new Launcher().launch(CommandLine.parse(arguments), System.getenv());
    } catch (Exception e) {
      fail(e);
    }
  }

  /** Ends the process, saying why in as few words as are useful. */
  static void fail(Throwable error) {
    System.err.println("Slipway can't start: " + explain(error));
    System.exit(1);
  }

  /** What the operator can act on is told alone; for anything else the whole story is needed. */
  private static String explain(Throwable error) {
    if (error instanceof StartException) {
      return String.valueOf(error.getMessage());
    }
    StringWriter story = new StringWriter();
    error.printStackTrace(new PrintWriter(story));
    return "this was not foreseen, please report it: " + story;
  }
}
