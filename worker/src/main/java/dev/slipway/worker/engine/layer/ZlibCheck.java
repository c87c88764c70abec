package dev.slipway.worker.engine.layer;

import dev.slipway.core.image.Digest;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Random;
import org.jboss.logging.Logger;

/**
 * Looks once, at the start, whether this JVM deflates as the original zlib does. Forks of it, such
 * as zlib-ng, make other bytes of the same input: no worse ones, but an image built here would have
 * other layer digests than the same commit built on another worker.
 */
@Singleton
final class ZlibCheck {

  private static final Logger LOG = Logger.getLogger(ZlibCheck.class);

  /** Of {@link #sample()} as zlib 1.2.13 and 1.3.1 compress it. */
  private static final String ORIGINAL =
      "sha256:a477dcce65b3f42a9335ea763e95b2b39e8ed15d19cca9e133eb71a242bffb41";

  private static final int SAMPLE = 256 * 1024;
  private static final int LETTERS = 26;
  private static final int WORD = 7;

  void warn(@Observes StartupEvent event) {
    if (!isOriginal()) {
      LOG.warn(
          "This JVM's zlib is a fork that compresses differently from the original: layers built"
              + " here have other digests than those of the same commit built on other workers."
              + " Use a JDK with a bundled zlib, such as Eclipse Temurin, or the same JDK on all"
              + " workers");
    }
  }

  static boolean isOriginal() {
    byte[] sample = sample();
    return Digest.of(DeflatedBlock.of(sample, sample.length)).value().equals(ORIGINAL);
  }

  /** Words of few letters, some repeated, so that every way of matching is taken. */
  private static byte[] sample() {
    Random random = new Random(1);
    byte[] sample = new byte[SAMPLE];
    for (int i = 0; i < sample.length; i++) {
      boolean repeats = i > WORD && random.nextInt(LETTERS) < WORD;
      sample[i] =
          repeats
              ? sample[i - 1 - random.nextInt(Math.min(i, 1 << random.nextInt(15)))]
              : (byte) ('a' + random.nextInt(1 + random.nextInt(LETTERS)));
    }
    return sample;
  }
}
