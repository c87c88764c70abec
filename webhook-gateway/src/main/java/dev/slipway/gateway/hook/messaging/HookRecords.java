package dev.slipway.gateway.hook.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.core.message.HookConfig;
import dev.slipway.core.rule.InvalidRuleException;
import dev.slipway.core.secret.SecretBox;
import dev.slipway.gateway.SecretConfig;
import dev.slipway.gateway.hook.Hook;
import jakarta.inject.Singleton;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Understands the records of the rules topic. */
@Singleton
class HookRecords {

  private static final Logger LOG = Logger.getLogger(HookRecords.class);

  private final ObjectMapper json;
  private final SecretBox box;

  HookRecords(ObjectMapper json, SecretConfig config) {
    this.json = json;
    this.box =
        SecretBox.fromKey(
            config
                .secretKey()
                .orElseThrow(
                    () ->
                        new IllegalStateException(
                            "SLIPWAY_SECRET_KEY is not set; the gateway opens webhook secrets with"
                                + " the key that the build-service seals them with")));
  }

  /**
   * Applies a record. One that can't be used leaves the webhook as it was, and is logged: a single
   * bad record must not take the other webhooks with it.
   */
  void apply(Map<String, Hook> hooks, String hookId, @Nullable String value) {
    if (value == null) {
      hooks.remove(hookId);
      return;
    }
    try {
      HookConfig config = json.readValue(value, HookConfig.class);
      if (!hookId.equals(config.hookId())) {
        throw new IllegalArgumentException("the record's key is not its hook id");
      }
      hooks.put(hookId, Hook.open(config, box));
    } catch (JsonProcessingException e) {
      // Its message repeats parts of the record.
      LOG.errorf("A webhook's record is no readable JSON and was skipped: hook=%s", hookId);
    } catch (InvalidRuleException | RuntimeException e) {
      LOG.errorf(e, "A webhook's record can't be used and was skipped: hook=%s", hookId);
    }
  }
}
