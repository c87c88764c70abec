package dev.slipway.worker.job;

import dev.slipway.core.protocol.BuildAssignment;
import dev.slipway.core.protocol.BuildAssignment.Destination;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Replaces an assignment's secrets in log lines: as they are (those of several lines line by line),
 * URL-encoded, in Base64, and in Base64 together with their user as HTTP sends them. Secrets of
 * fewer than four characters are left, for masking them would hide most of the log.
 */
final class SecretMask {

  private static final String MASK = "***";
  private static final int SHORTEST = 4;

  /** Longest first, so that a secret within another leaves nothing of that one. */
  private final List<String> needles;

  private SecretMask(Set<String> needles) {
    this.needles =
        needles.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
  }

  /** Masks the secrets of an assignment. */
  static SecretMask of(BuildAssignment assignment) {
    Set<String> needles = new TreeSet<>();
    BuildAssignment.Source source = assignment.source();
    addCredential(needles, source.username(), source.password());
    for (Destination destination : assignment.destinations()) {
      addCredential(needles, destination.username(), destination.password());
    }
    for (String secret : assignment.secrets().values()) {
      addCredential(needles, null, secret);
      addCredential(needles, null, secret.strip());
      lines(secret).forEach(needles::add);
    }
    if (source.sshPrivateKey() != null) {
      lines(source.sshPrivateKey()).forEach(needles::add);
    }
    return new SecretMask(needles);
  }

  private static void addCredential(
      Set<String> needles, @Nullable String username, @Nullable String password) {
    if (password == null || password.length() < SHORTEST) {
      return;
    }
    needles.add(password);
    needles.add(URLEncoder.encode(password, StandardCharsets.UTF_8));
    base64(password).forEach(needles::add);
    if (username != null) {
      base64(username + ":" + password).forEach(needles::add);
    }
  }

  private static Stream<String> base64(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Stream.of(
        Base64.getEncoder().withoutPadding().encodeToString(bytes),
        Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** All but the frame of a key. */
  private static Stream<String> lines(String secret) {
    return secret
        .lines()
        .map(String::strip)
        .filter(line -> line.length() >= SHORTEST && !line.startsWith("-----"));
  }

  /** The line without secrets. */
  String mask(String line) {
    String masked = line;
    for (String needle : needles) {
      masked = masked.replace(needle, MASK);
    }
    return masked;
  }
}
