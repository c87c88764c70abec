package dev.slipway.worker.engine.nativeimage;

import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.filesystem.FileTree;
import dev.slipway.worker.engine.filesystem.Node.RegularFile;
import dev.slipway.worker.engine.filesystem.Owner;
import dev.slipway.worker.engine.filesystem.PathException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Users and groups as {@code --chown} and USER write them, {@code user[:group]}: numbers, or names
 * of the image's own {@code /etc/passwd} and {@code /etc/group} (formats: passwd(5), group(5)). A
 * number without a group is the group too. Docker takes a missing name for root; here it is an
 * error.
 */
final class OwnerLookup {

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,10}");
  private static final int MAX_BYTES = 4 * 1024 * 1024;
  private static final int ID = 2;
  private static final int PRIMARY_GROUP = 3;

  private final FileTree tree;

  OwnerLookup(FileTree tree) {
    this.tree = tree;
  }

  Owner find(String text) throws BuildFailedException, IOException {
    int colon = text.indexOf(':');
    String user = colon < 0 ? text : text.substring(0, colon);
    String group = colon < 0 ? "" : text.substring(colon + 1);
    long uid = 0;
    long gid = 0;
    if (NUMBER.matcher(user).matches()) {
      uid = Long.parseLong(user);
      gid = uid;
    } else if (!user.isEmpty()) {
      String[] fields = line("etc/passwd", "user", user, PRIMARY_GROUP);
      uid = id(fields[ID], text);
      gid = id(fields[PRIMARY_GROUP], text);
    }
    if (NUMBER.matcher(group).matches()) {
      gid = Long.parseLong(group);
    } else if (!group.isEmpty()) {
      gid = id(line("etc/group", "group", group, ID)[ID], text);
    }
    try {
      return new Owner(uid, gid);
    } catch (IllegalArgumentException e) {
      throw new BuildFailedException("\"" + text + "\" has an id beyond 4294967295", e);
    }
  }

  private String[] line(String file, String kind, String name, int lastField)
      throws BuildFailedException, IOException {
    return content(file)
        .flatMap(
            text ->
                text.lines()
                    .map(line -> line.split(":", -1))
                    .filter(fields -> fields.length > lastField && fields[0].equals(name))
                    .findFirst())
        .orElseThrow(
            () ->
                new BuildFailedException(
                    "there is no "
                        + kind
                        + " \""
                        + name
                        + "\" in the image's /"
                        + file
                        + "; use a number, or a base that has it"));
  }

  private Optional<String> content(String file) throws BuildFailedException, IOException {
    try {
      if (tree.resolve(file).node().orElse(null) instanceof RegularFile found) {
        try (InputStream in = found.content().open()) {
          return Optional.of(new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8));
        }
      }
      return Optional.empty();
    } catch (PathException e) {
      throw new BuildFailedException(String.valueOf(e.getMessage()), e);
    }
  }

  private static long id(String field, String text) throws BuildFailedException {
    if (!NUMBER.matcher(field).matches()) {
      throw new BuildFailedException(
          "the image's /etc/passwd or /etc/group gives no number for \"" + text + "\"");
    }
    return Long.parseLong(field);
  }
}
