package dev.slipway.core.dockerfile.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages a file: bytes, tokens and lines are dropped, doubled, moved and mixed with others. */
final class Mutation {

  private static final List<String> TOKENS =
      List.of(
          "\\",
          "\\\n",
          "`",
          "`\n",
          "\"",
          "'",
          "${",
          "}",
          "$",
          ":-",
          "//",
          "[",
          "]",
          "{",
          ",",
          "<<",
          "<<-",
          "EOF",
          "\n",
          "\r\n",
          "\r",
          "\t",
          " ",
          "--",
          "=",
          "#",
          "# escape=`\n",
          "--from=",
          "*",
          "**",
          "!",
          "/../",
          "\u0000",
          "\ufeff",
          "\u00a0",
          "é",
          "😀",
          "\u2028",
          "FROM ",
          "ONBUILD ",
          "RUN ",
          "COPY ",
          "999999999999",
          "-1");

  private final Random random;

  Mutation(Random random) {
    this.random = random;
  }

  byte[] of(byte[] content, byte[] other) {
    byte[] mutated = content;
    int times = 1 + random.nextInt(6);
    for (int i = 0; i < times; i++) {
      mutated = once(mutated, other);
    }
    return mutated;
  }

  private byte[] once(byte[] content, byte[] other) {
    int at = random.nextInt(content.length + 1);
    int end = at + random.nextInt(Math.min(64, content.length - at) + 1);
    return switch (random.nextInt(8)) {
      case 0 -> replaced(content, at, end, new byte[0]);
      case 1 -> replaced(content, at, at, Arrays.copyOfRange(content, at, end));
      case 2 -> replaced(content, at, Math.min(at + 1, content.length), randomByte());
      case 3, 4 -> replaced(content, at, at, token());
      case 5 -> replaced(content, at, end, token());
      case 6 -> spliced(content, at, other);
      default -> repeated(content, at, end);
    };
  }

  private byte[] token() {
    return TOKENS.get(random.nextInt(TOKENS.size())).getBytes(StandardCharsets.UTF_8);
  }

  private byte[] randomByte() {
    return new byte[] {(byte) random.nextInt(256)};
  }

  private byte[] spliced(byte[] content, int at, byte[] other) {
    int from = random.nextInt(other.length + 1);
    return replaced(content, at, content.length, Arrays.copyOfRange(other, from, other.length));
  }

  private byte[] repeated(byte[] content, int at, int end) {
    byte[] piece = Arrays.copyOfRange(content, at, end);
    int times = 1 << random.nextInt(8);
    byte[] many = new byte[piece.length * times];
    for (int i = 0; i < times; i++) {
      System.arraycopy(piece, 0, many, i * piece.length, piece.length);
    }
    return replaced(content, at, end, many);
  }

  private static byte[] replaced(byte[] content, int from, int to, byte[] by) {
    byte[] result = new byte[content.length - (to - from) + by.length];
    System.arraycopy(content, 0, result, 0, from);
    System.arraycopy(by, 0, result, from, by.length);
    System.arraycopy(content, to, result, from + by.length, content.length - to);
    return result;
  }
}
