package dev.slipway.service.repository.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.slipway.service.repository.hook.HookInstallation;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A repository's webhook as the API shows it to those who may configure it.
 *
 * @param url where the Git host delivers
 * @param secret what it signs with; shown once, when it was made
 * @param state manual, pending, installed, missing, broken or failed
 * @param since when it came into this state
 * @param checkedAt when the host was last asked
 * @param problem what is wrong and what to do
 */
@Schema(name = "Hook")
@JsonInclude(JsonInclude.Include.NON_NULL)
record HookView(
    String url,
    @Nullable String secret,
    @Schema(
            description =
                "manual: you see to it; pending: about to be installed; installed; missing or"
                    + " broken: it was when last looked at, and could not be mended; failed: it"
                    + " could not be installed or looked at")
        String state,
    @Nullable Instant since,
    @Nullable Instant checkedAt,
    @Nullable String problem) {

  static HookView of(String url, @Nullable String secret, HookInstallation installation) {
    return new HookView(
        url,
        secret,
        installation.state().wireName(),
        installation.since(),
        installation.checkedAt(),
        installation.problem());
  }

  @Override
  public String toString() {
    return "HookView[" + url + " " + state + "]";
  }
}
