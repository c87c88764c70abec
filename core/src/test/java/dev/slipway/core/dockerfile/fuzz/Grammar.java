package dev.slipway.core.dockerfile.fuzz;

import java.util.List;
import java.util.Random;

/** Writes Dockerfiles that are mostly right, and uses every part of the language. */
final class Grammar {

  private static final int MAX_DEPTH = 4;
  private static final List<String> NAMES =
      List.of("A", "b", "PATH", "TARGETARCH", "http_proxy", "X_1", "é", "SOURCE_DATE_EPOCH");
  private static final List<String> IMAGES =
      List.of(
          "scratch",
          "busybox",
          "busybox:$A",
          "host:5000/a/b:1",
          "a@sha256:" + "0f".repeat(32),
          "${b:-debian}",
          "s0",
          "s1",
          "S2");
  private static final List<String> PATHS =
      List.of(
          ".",
          "/",
          "a",
          "./b/../c/",
          "*.txt",
          "[a-z]?",
          "a\\*",
          "\"q r\"",
          "$A",
          "${X_1%/*}",
          "https://h/x.tgz",
          "https://h/r.git#v1:sub",
          "git@h:o/r.git");
  private static final List<String> DIRECTIVES =
      List.of(
          "# escape=`\n",
          "# escape=\\\n",
          "# syntax=docker/dockerfile:1\n",
          "# syntax=example/other\n",
          "# check=skip=all\n",
          "# check=skip=JSONArgsRecommended,UndefinedVar;error=true\n",
          "#!/usr/bin/env x\n",
          "\ufeff");
  private static final List<String> MOUNTS =
      List.of(
          "type=cache,target=/c",
          "type=secret,id=s,env=S",
          "type=secret,id=s,required",
          "type=ssh",
          "type=bind,from=s0,target=/t",
          "from=busybox:1,source=$A,target=/t",
          "type=tmpfs,target=/x,size=1G",
          "\"type=bind,target=/q\"",
          "type=$A,target=/v");

  private final Random random;
  private int stages;

  Grammar(Random random) {
    this.random = random;
  }

  String file() {
    StringBuilder out = new StringBuilder();
    while (chance(5)) {
      out.append(pick(DIRECTIVES));
    }
    while (chance(3)) {
      out.append("ARG ").append(pick(NAMES)).append(chance(2) ? "=" + word(0) : "").append('\n');
    }
    do {
      stage(out);
    } while (chance(2));
    return chance(12) ? out.toString().replace("\n", "\r\n") : out.toString();
  }

  private void stage(StringBuilder out) {
    out.append(keyword("FROM")).append(' ');
    out.append(chance(6) ? "--platform=" + pick(List.of("$BUILDPLATFORM", "linux/arm64")) : "");
    out.append(' ').append(pick(IMAGES));
    out.append(chance(2) ? " AS s" + stages++ : "").append('\n');
    int lines = random.nextInt(8);
    for (int i = 0; i < lines; i++) {
      out.append(chance(9) ? pick(List.of("\n", "# note\n", "  \t\n")) : "");
      out.append(continued(chance(10) ? "ONBUILD " + instruction() : instruction()));
    }
  }

  private String instruction() {
    return switch (random.nextInt(17)) {
      case 0 -> "ENV " + assignments() + "\n";
      case 1 -> "ENV " + pick(NAMES) + " " + word(0) + " rest\n";
      case 2 -> "ARG " + pick(NAMES) + (chance(2) ? "=" + word(0) : "") + "\n";
      case 3 -> "LABEL " + assignments() + "\n";
      case 4, 5, 6 -> copy();
      case 7 -> "RUN " + mounts() + command() + "\n";
      case 8 -> "RUN <<EOF\n\techo $A\nEOF\n";
      case 9 -> pick(List.of("CMD ", "ENTRYPOINT ")) + command() + "\n";
      case 10 -> "EXPOSE " + pick(List.of("80", "80-82/UDP $A", "1.2.3.4:80:81", "5/")) + "\n";
      case 11 -> "VOLUME " + pick(List.of("/a /b", "[\"/a b\"]", "$A")) + "\n";
      case 12 -> pick(List.of("USER ", "WORKDIR ")) + word(0) + "\n";
      case 13 -> "SHELL [\"/bin/sh\", \"-c\"]\n";
      case 14 -> "STOPSIGNAL " + pick(List.of("SIGTERM", "9", "$A", "rtmin+3")) + "\n";
      case 15 ->
          "HEALTHCHECK " + pick(List.of("NONE", "--interval=1m30s CMD x", "CMD [\"a\"]")) + "\n";
      default -> "MAINTAINER me\n";
    };
  }

  private String copy() {
    StringBuilder out = new StringBuilder(pick(List.of("COPY", "ADD", "copy"))).append(' ');
    while (chance(3)) {
      out.append(
          pick(
              List.of(
                  "--chown=a:b ",
                  "--chmod=u=rwX,go=rX ",
                  "--chmod=0755 ",
                  "--link ",
                  "--from=s0 ",
                  "--from=0 ",
                  "--from=busybox ",
                  "--parents ",
                  "--exclude=*.md ",
                  "--exclude=$A ",
                  "--checksum=sha256:00 ",
                  "--keep-git-dir=true ",
                  "--unpack ")));
    }
    if (chance(5)) {
      String name = pick(List.of("EOF", "'EOF'", "\"E F\"", "-EOF"));
      String end = name.replaceAll("[-'\"]", "");
      return out + "<<" + name + " /x\n\ta ${A:-b}\n'q' $b\n" + end + "\n";
    }
    return chance(8)
        ? out + "[\"a b\", \"/c d\"]\n"
        : out + pick(PATHS) + " " + (chance(4) ? pick(PATHS) + " " : "") + pick(PATHS) + "\n";
  }

  private String mounts() {
    StringBuilder out = new StringBuilder();
    while (chance(3)) {
      out.append("--mount=").append(pick(MOUNTS)).append(' ');
    }
    return out + (chance(6) ? "--network=none " : "");
  }

  private String command() {
    return pick(List.of("echo a", "[\"a\", \"$b\"]", "['a']", "[ -f x ]", "[]", "a && b # c"));
  }

  private String assignments() {
    String one = pick(NAMES) + "=" + word(0);
    return chance(3) ? one + " " + pick(NAMES) + "=" + word(0) : one;
  }

  /** A word with quotes, escapes and nested substitutions. */
  private String word(int depth) {
    if (depth >= MAX_DEPTH) {
      return "w";
    }
    String name = pick(NAMES);
    return switch (random.nextInt(12)) {
      case 0 -> "$" + name;
      case 1 -> "${" + name + "}";
      case 2 -> "\"" + word(depth + 1) + " " + word(depth + 1) + "\"";
      case 3 -> "'" + name + " $x'";
      case 4 -> "${" + name + pick(List.of(":-", "-", ":+", "+")) + word(depth + 1) + "}";
      case 5 ->
          "${" + name + pick(List.of("#", "##", "%", "%%")) + pick(List.of("*/", "?", "a*b")) + "}";
      case 6 -> "${" + name + pick(List.of("/", "//")) + "a*/" + word(depth + 1) + "}";
      case 7 -> "\\$" + name;
      case 8 -> word(depth + 1) + word(depth + 1);
      case 9 -> "${" + name + ":?why}";
      default -> pick(List.of("/a/b.tar.gz", "x", "1", "a\\ b", "é"));
    };
  }

  /** Breaks some lines with an escape, a comment or an empty line between. */
  private String continued(String line) {
    int blank = line.indexOf(' ');
    if (line.contains("<<") || blank < 0 || !chance(6)) {
      return line;
    }
    String gap = pick(List.of(" \\\n", " \\\n# c\n", " \\ \n\n", " `\n", "\\\n  "));
    return line.substring(0, blank) + gap + line.substring(blank);
  }

  private String keyword(String word) {
    return chance(10) ? word.toLowerCase(java.util.Locale.ROOT) : word;
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
