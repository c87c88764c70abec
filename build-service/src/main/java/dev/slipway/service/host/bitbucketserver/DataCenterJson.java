package dev.slipway.service.host.bitbucketserver;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of Bitbucket Data Center's API, as far as it is read or written. Any field may be
 * missing.
 */
final class DataCenterJson {

  private DataCenterJson() {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Projects(
      @Nullable List<Project> values,
      @Nullable Boolean isLastPage,
      @Nullable String nextPageStart) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Project(
      @Nullable String key,
      @Nullable String name,
      @JsonProperty("public") @Nullable Boolean isPublic) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Repositories(
      @Nullable List<Repository> values,
      @Nullable Boolean isLastPage,
      @Nullable String nextPageStart) {}

  /** {@code defaultBranch} is there on newer hosts only. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Repository(
      @Nullable String slug,
      @Nullable String description,
      @Nullable Project project,
      @JsonProperty("public") @Nullable Boolean isPublic,
      @Nullable String defaultBranch,
      @Nullable Links links) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Links(@JsonProperty("clone") @Nullable List<CloneLink> cloneLinks) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record CloneLink(@Nullable String name, @Nullable String href) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Branch(@Nullable String displayId) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Hooks(
      @Nullable List<Hook> values, @Nullable Boolean isLastPage, @Nullable String nextPageStart) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Hook(
      @Nullable String id,
      @Nullable String name,
      @Nullable String url,
      @Nullable Boolean active,
      @Nullable List<String> events) {}

  record NewHook(
      String name,
      String url,
      boolean active,
      List<String> events,
      Configuration configuration,
      boolean sslVerificationRequired) {}

  record Configuration(String secret) {

    /** Without the secret. */
    @Override
    public String toString() {
      return "Configuration[]";
    }
  }

  record NewStatus(String state, String key, String name, String url, String description) {}
}
