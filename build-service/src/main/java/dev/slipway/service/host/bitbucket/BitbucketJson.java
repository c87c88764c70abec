package dev.slipway.service.host.bitbucket;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON of Bitbucket Cloud's API, as far as it is read or written. Any field may be missing. */
final class BitbucketJson {

  private BitbucketJson() {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record User(
      @Nullable String nickname,
      @JsonProperty("display_name") @Nullable String displayName,
      @JsonProperty("account_id") @Nullable String accountId) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Workspaces(@Nullable List<Membership> values, @Nullable String next) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Membership(@Nullable Workspace workspace) {}

  /** Memberships tell no name, repositories do. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Workspace(@Nullable String slug, @Nullable String name) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Repositories(@Nullable List<Repository> values, @Nullable String next) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Repository(
      @JsonProperty("full_name") @Nullable String fullName,
      @JsonProperty("is_private") @Nullable Boolean isPrivate,
      @Nullable String description,
      @JsonProperty("mainbranch") @Nullable Branch mainBranch,
      @Nullable Links links) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Branch(@Nullable String name) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Links(@JsonProperty("clone") @Nullable List<CloneLink> cloneLinks) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record CloneLink(@Nullable String name, @Nullable String href) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Hooks(@Nullable List<Hook> values, @Nullable String next) {}

  /** {@code secret_set} is missing on older answers. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Hook(
      @Nullable String uuid,
      @Nullable String url,
      @Nullable String description,
      @Nullable Boolean active,
      @Nullable List<String> events,
      @JsonProperty("secret_set") @Nullable Boolean secretSet) {}

  record NewHook(
      String description, String url, boolean active, String secret, List<String> events) {

    /** Without the secret. */
    @Override
    public String toString() {
      return "NewHook[" + url + "]";
    }
  }

  record NewStatus(String key, String state, String name, String description, String url) {}
}
