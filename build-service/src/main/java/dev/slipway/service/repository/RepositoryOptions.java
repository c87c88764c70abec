package dev.slipway.service.repository;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The less common parts of a repository, as its owner wants them. Null means "as before" in an
 * update, and the default in a new repository.
 *
 * @param linkedAccount the account at the Git host that reads the source and installs the webhook;
 *     here, null means none
 * @param defaultBranch as the Git host told it; null when it didn't
 * @param deployKey what becomes of the generated SSH key
 * @param submodules whether they are fetched; default no
 * @param lfs whether Git LFS objects are fetched; default no
 * @param fullDescription Markdown
 * @param fullDescriptionSync whether the full description follows the README; default yes
 * @param commitStatuses whether builds are told to the linked account's host; default yes
 * @param attestations whether SBOM and provenance are attached to images; default yes
 */
public record RepositoryOptions(
    @Nullable UUID linkedAccount,
    @Nullable String defaultBranch,
    DeployKey deployKey,
    @Nullable Boolean submodules,
    @Nullable Boolean lfs,
    @Nullable String fullDescription,
    @Nullable Boolean fullDescriptionSync,
    @Nullable Boolean commitStatuses,
    @Nullable Boolean attestations) {

  /** A plain source, and the default of everything. */
  public static final RepositoryOptions DEFAULTS =
      new RepositoryOptions(null, null, DeployKey.AS_BEFORE, null, null, null, null, null, null);

  /** What becomes of the generated SSH key. */
  public enum DeployKey {
    /** It stays as long as the source's origin does. */
    AS_BEFORE,
    /** There is to be one: it is made unless there is one for this origin. */
    WANTED,
    /** It is thrown away. */
    NONE
  }
}
