package dev.slipway.core.dockerfile;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The signals that STOPSIGNAL takes: Linux's names, with or without SIG, or a number. */
final class Signals {

  private static final Set<String> NAMES =
      Set.copyOf(
          List.of(
              ("ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT"
                      + " SEGV STKFLT STOP SYS TERM TRAP TSTP TTIN TTOU URG USR1 USR2 VTALRM WINCH"
                      + " XCPU XFSZ RTMIN RTMAX")
                  .split(" ")));

  /** Real-time signals count from both ends. */
  private static final Pattern REAL_TIME =
      Pattern.compile("RTMIN\\+(?:[1-9]|1[0-5])|RTMAX-(?:[1-9]|1[0-4])");

  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,5}");

  private Signals() {}

  static boolean isSignal(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    String name = upper.startsWith("SIG") ? upper.substring("SIG".length()) : upper;
    return NUMBER.matcher(text).matches()
        || NAMES.contains(name)
        || REAL_TIME.matcher(name).matches();
  }

  /** The names with SIG. */
  static List<String> longNames() {
    return NAMES.stream().map(name -> "SIG" + name).sorted().toList();
  }
}
