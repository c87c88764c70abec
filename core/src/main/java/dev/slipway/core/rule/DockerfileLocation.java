package dev.slipway.core.rule;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a rule's Dockerfile and build context lie in the repository. Both are normal paths from its
 * root: no leading slash, no {@code .} or {@code ..}, no empty part, so neither can leave it.
 *
 * @param dockerfile the file, such as {@code 8.5/jre8/Dockerfile}
 * @param context the folder, empty for the repository's root
 */
public record DockerfileLocation(String dockerfile, String context) {

  private static final String DEFAULT_NAME = "Dockerfile";
  private static final int MAX_LENGTH = 1_000;

  /**
   * Reads a rule's location.
   *
   * @param dockerfile path of the file, or of its folder with a slash at the end; empty is {@code
   *     /}
   * @param context path of the folder; null or empty means the Dockerfile's own
   * @throws RuleSyntaxException when a path climbs ({@code ..}), holds a backslash or a control
   *     character, or is too long
   */
  public static DockerfileLocation parse(String dockerfile, @Nullable String context) {
    List<String> file = parts("dockerfile", dockerfile);
    if (dockerfile.isEmpty() || dockerfile.endsWith("/") || file.isEmpty()) {
      file.add(DEFAULT_NAME);
    }
    List<String> folder =
        context == null || context.isEmpty()
            ? file.subList(0, file.size() - 1)
            : parts("context", context);
    return new DockerfileLocation(String.join("/", file), String.join("/", folder));
  }

  private static List<String> parts(String field, String path) {
    if (path.length() > MAX_LENGTH) {
      throw new RuleSyntaxException(
          field, MAX_LENGTH + 1, "a path has at most " + MAX_LENGTH + " characters");
    }
    checkCharacters(field, path);
    List<String> parts = new ArrayList<>();
    int at = 0;
    for (String part : path.split("/", -1)) {
      if (part.equals("..")) {
        throw new RuleSyntaxException(
            field, at + 1, "\"..\" is not allowed; paths start at the repository's root");
      }
      if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
      at += part.length() + 1;
    }
    return parts;
  }

  private static void checkCharacters(String field, String path) {
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '\\' || Character.isISOControl(c)) {
        throw new RuleSyntaxException(
            field,
            i + 1,
            c == '\\'
                ? "a backslash is not allowed; folders are separated by \"/\""
                : "a control character is not allowed in a path");
      }
    }
  }
}
