package dev.slipway.worker.engine.buildkit;

import dev.slipway.core.diagnostic.SourceRange;
import dev.slipway.core.dockerfile.BuildPlan.Base;
import dev.slipway.core.dockerfile.BuildPlan.Image;
import dev.slipway.core.dockerfile.BuildPlan.Stage;
import dev.slipway.core.dockerfile.Dockerfile;
import dev.slipway.core.dockerfile.Instruction;
import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.EngineRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Dockerfile that the engine gets: the repository's, line for line, with base images by digest
 * and without the comment that would have the engine pull another front end.
 */
final class SentDockerfile {

  private static final String FILLER = "#";
  private static final Pattern CHECK = Pattern.compile("\\s*#\\s*check\\s*=.*", Pattern.DOTALL);

  private final List<String> lines;
  private final Dockerfile dockerfile;
  private final PinnedBases bases;
  private final Set<Rewritten> rewritten = new HashSet<>();

  private record Rewritten(SourceRange range, String from) {}

  private SentDockerfile(String text, Dockerfile dockerfile, PinnedBases bases) {
    this.lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
    this.dockerfile = dockerfile;
    this.bases = bases;
  }

  /**
   * @param text of the file, as it is in the repository
   */
  static String of(String text, EngineRequest request, PinnedBases bases)
      throws BuildFailedException {
    SentDockerfile sent = new SentDockerfile(text, request.dockerfile(), bases);
    sent.rewriteHead();
    for (Stage stage : request.plan().stages()) {
      sent.rewriteFrom(stage);
      for (Instruction instruction : stage.instructions()) {
        sent.rewriteSources(instruction, stage);
      }
    }
    return String.join("\n", sent.lines);
  }

  /** Comments before the first instruction mean nothing but what their directives say. */
  private void rewriteHead() {
    int end = 0;
    List<String> directives = new ArrayList<>();
    while (end < lines.size() && isCommentOrBlank(lines.get(end))) {
      if (directives.isEmpty() && CHECK.matcher(lines.get(end)).matches()) {
        directives.add(lines.get(end).stripTrailing());
      }
      end++;
    }
    if (dockerfile.escape() != '\\') {
      directives.add(0, "# escape=" + dockerfile.escape());
    }
    for (int i = 0; i < end; i++) {
      lines.set(i, i < directives.size() ? directives.get(i) : FILLER);
    }
  }

  private static boolean isCommentOrBlank(String line) {
    String text = line.replace("\uFEFF", "").strip();
    return text.isEmpty() || text.startsWith("#");
  }

  private void rewriteFrom(Stage stage) throws BuildFailedException {
    if (stage.base() instanceof Image image) {
      String platform = stage.platform() == null ? "" : "--platform=" + stage.platform() + " ";
      String name = stage.name() == null ? "" : " AS " + stage.name();
      int first = stage.range().startLine() - 1;
      lines.set(first, "FROM " + platform + bases.pinned(image, stage) + name);
      for (int i = first + 1; i < stage.range().endLine(); i++) {
        lines.set(i, FILLER);
      }
    }
  }

  private void rewriteSources(Instruction instruction, Stage stage) throws BuildFailedException {
    boolean inThisFile = instruction.range().file().equals(dockerfile.name());
    for (Map.Entry<String, Base> source : stage.copiedFrom().entrySet()) {
      if (inThisFile && source.getValue() instanceof Image image && names(instruction, source)) {
        rewrite(instruction.range(), source.getKey(), bases.pinned(image, stage));
      }
    }
  }

  private static boolean names(Instruction instruction, Map.Entry<String, Base> source) {
    if (instruction instanceof Instruction.Copy copy) {
      return source.getKey().equals(copy.from());
    }
    return instruction instanceof Instruction.Run run
        && run.flags().stream()
            .filter(flag -> flag.getKey().equals("mount"))
            .flatMap(flag -> Arrays.stream(flag.getValue().split(",")))
            .anyMatch(option -> option.equals("from=" + source.getKey()));
  }

  private void rewrite(SourceRange range, String from, String pinned) throws BuildFailedException {
    if (!rewritten.add(new Rewritten(range, from))) {
      return; // a trigger of ONBUILD that several stages run
    }
    Pattern flag =
        Pattern.compile(
            "(--from=[\"']?|--mount=\\S*?\\bfrom=)" + Pattern.quote(from) + "(?=[\"',\\s]|$)");
    boolean found = false;
    for (int i = range.startLine() - 1; i < range.endLine(); i++) {
      Matcher matcher = flag.matcher(lines.get(i));
      if (matcher.find()) {
        found = true;
        lines.set(i, matcher.replaceAll("$1" + Matcher.quoteReplacement(pinned)));
      }
    }
    if (!found) {
      throw new BuildFailedException(
          range
              + ": write from="
              + from
              + " without quotes, escapes or a line break in it, so that it can be pinned to what "
              + from.toLowerCase(Locale.ROOT)
              + " stands for now.");
    }
  }
}
