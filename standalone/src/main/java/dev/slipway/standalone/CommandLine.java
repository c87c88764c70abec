package dev.slipway.standalone;

import java.util.List;
import java.util.Set;

/**
 * What was asked for on the command line.
 *
 * @param demo whether to show a push becoming an image once the server is ready
 * @param once whether to stop after the demo
 * @param signIn whether to print a sign-in link, though it isn't the first start
 */
record CommandLine(boolean demo, boolean once, boolean signIn) {

  private static final Set<String> OPTIONS = Set.of("--demo", "--once", "--sign-in");

  /**
   * Reads the arguments.
   *
   * @throws StartException for anything unknown
   */
  static CommandLine parse(String... arguments) throws StartException {
    List<String> given = List.of(arguments);
    for (String argument : given) {
      if (!OPTIONS.contains(argument)) {
        throw new StartException("unknown option \"" + argument + "\"; see ./run --help");
      }
    }
    CommandLine commandLine =
        new CommandLine(
            given.contains("--demo"), given.contains("--once"), given.contains("--sign-in"));
    if (commandLine.once && !commandLine.demo) {
      throw new StartException("--once goes with --demo: it stops after the demo's build");
    }
    return commandLine;
  }
}
