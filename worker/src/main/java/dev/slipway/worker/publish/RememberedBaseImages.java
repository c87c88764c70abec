package dev.slipway.worker.publish;

import dev.slipway.core.image.ImageReference;
import dev.slipway.worker.engine.BuildFailedException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Base images that are asked for once in an attempt: what a name stood for when the attempt's
 * inputs were determined is what its engine builds on, and the registry is not asked again. What is
 * remembered is bound to the attempt's thread, in which engines resolve, so that no engine has to
 * carry it along; outside of an attempt, and in other threads, nothing is remembered.
 */
public final class RememberedBaseImages implements BaseImages {

  private final BaseImages images;
  private final ThreadLocal<@Nullable Map<Wanted, BaseImage>> attempt = new ThreadLocal<>();

  private record Wanted(
      ImageReference reference, Platform platform, @Nullable RegistryLogin login) {}

  /**
   * @param images where they come from
   */
  public RememberedBaseImages(BaseImages images) {
    this.images = images;
  }

  /** Remembers what this thread resolves, until that is closed in the same thread. */
  public Memory remember() {
    attempt.set(new HashMap<>());
    return attempt::remove;
  }

  @Override
  public BaseImage resolve(
      ImageReference reference, Platform platform, @Nullable RegistryLogin login)
      throws BuildFailedException, IOException, InterruptedException {
    Map<Wanted, BaseImage> known = attempt.get();
    if (known == null) {
      return images.resolve(reference, platform, login);
    }
    Wanted wanted = new Wanted(reference, platform, login);
    BaseImage found = known.get(wanted);
    if (found == null) {
      found = images.resolve(reference, platform, login);
      known.put(wanted, found);
    }
    return found;
  }

  /** Ends without an exception of its own. */
  @FunctionalInterface
  public interface Memory extends AutoCloseable {
    @Override
    void close();
  }
}
