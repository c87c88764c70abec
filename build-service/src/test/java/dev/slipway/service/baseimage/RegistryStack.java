package dev.slipway.service.baseimage;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A real registry for {@code @QuarkusTest}s, which stands as mirror for {@link #NAME}: so its
 * address is the operator's own. Nothing is looked at again by itself while a test runs.
 */
public final class RegistryStack implements QuarkusTestResourceLifecycleManager {

  /** The registry in references. */
  public static final String NAME = "registry.example";

  private @Nullable TestRegistry registry;

  @Override
  public Map<String, String> start() {
    if (!TestRegistry.isInstalled()) {
      return Map.of();
    }
    try {
      registry = TestRegistry.start(false);
    } catch (Exception e) {
      throw new IllegalStateException("the test's registry did not start", e);
    }
    return Map.of(
        "slipway.registry-mirrors", NAME + "=http://" + registry.host(),
        "slipway.base-images.interval", "1h",
        "slipway.base-images.retry", "1h",
        "slipway.base-images.hint-gap", "10ms",
        "slipway.base-images.looks-per-minute", "10000",
        "slipway.base-images.events-per-minute", "8");
  }

  @Override
  public void inject(TestInjector testInjector) {
    testInjector.injectIntoFields(
        registry, field -> registry != null && field.getType() == TestRegistry.class);
  }

  @Override
  public void stop() {
    try {
      if (registry != null) {
        registry.close();
      }
    } catch (Exception e) {
      throw new IllegalStateException("the test's registry did not stop", e);
    }
  }
}
