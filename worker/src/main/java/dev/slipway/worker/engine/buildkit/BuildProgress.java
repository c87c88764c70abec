package dev.slipway.worker.engine.buildkit;

import dev.slipway.worker.engine.BuildLog;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@code docker build --progress=plain} prints. The log gets the steps and their output;
 * what concerns the worker's own files, and the summary of an error that the worker gives itself,
 * stay out.
 */
final class BuildProgress implements Consumer<String> {

  private static final Pattern LINE = Pattern.compile("#(\\d{1,6}) (.*)");
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

  /** Copies are cached by content for everybody; nobody is to learn whether others have it too. */
  private static final Pattern CACHED_FOR_ALL =
      Pattern.compile("\\[[^\\]]*\\] (?:COPY|ADD|WORKDIR)\\b.*");

  private static final Set<String> UNTOLD =
      Set.of("[internal] load build definition from ", "[internal] load .dockerignore");
  private static final String ERROR = "ERROR: ";

  private final BuildLog log;
  private final Map<String, String> steps = new HashMap<>();
  private final Set<String> untold = new HashSet<>();
  private @Nullable String failedStep;
  private String error = "it said nothing";
  private String lastLine = "";

  BuildProgress(BuildLog log) {
    this.log = log;
  }

  @Override
  public synchronized void accept(String line) {
    Matcher matcher = LINE.matcher(line);
    if (matcher.matches()) {
      accept(matcher.group(1), matcher.group(2), line);
    } else if (!line.isBlank() && !line.startsWith("---")) {
      lastLine = line.strip();
    }
  }

  private void accept(String number, String text, String line) {
    if (text.startsWith("[") && !steps.containsKey(number)) {
      steps.put(number, text);
      if (UNTOLD.stream().anyMatch(text::startsWith)) {
        untold.add(number);
      }
    }
    String step = steps.getOrDefault(number, "");
    if (text.startsWith(ERROR) && !text.equals("ERROR: context canceled")) {
      failedStep = step;
      error = text.substring(ERROR.length());
    }
    if (isTold(number, text)) {
      boolean hidden = text.equals("CACHED") && CACHED_FOR_ALL.matcher(step).matches();
      log.line(hidden ? "#" + number + " DONE 0.0s" : line);
    }
  }

  private boolean isTold(String number, String text) {
    return !untold.contains(number)
        && !DIGEST.matcher(text).matches()
        && !text.startsWith("naming to ");
  }

  /** The step that failed as BuildKit names it: {@code [stage-0 2/3] RUN false}. */
  synchronized Optional<String> failedStep() {
    return Optional.ofNullable(failedStep);
  }

  /** How the step failed; without one, the last thing that was said. */
  synchronized String error() {
    return failedStep == null && !lastLine.isEmpty() ? lastLine : error;
  }
}
