package dev.slipway.service.dockerhub;

import dev.slipway.core.image.ImageReference;
import dev.slipway.core.rule.BuildRule;
import dev.slipway.service.dockerhub.ImportReport.RuleResult;
import dev.slipway.service.repository.DestinationDraft;
import dev.slipway.service.repository.Repository.Visibility;
import dev.slipway.service.repository.RepositoryDraft;
import dev.slipway.service.repository.RepositoryName;
import dev.slipway.service.repository.SourceCredentials;
import java.util.List;
import java.util.Objects;

/** Turns an autobuild into a repository, as far as it goes without asking anybody. */
final class CarryRepository {

  private final Autobuild autobuild;
  private final ImportOptions options;
  private final CarryExtras extras;
  private final List<RuleResult> rules;

  CarryRepository(Autobuild autobuild, ImportOptions options) {
    this.autobuild = autobuild;
    this.options = options;
    this.extras = new CarryExtras(autobuild);
    this.rules =
        autobuild.settings().stream()
            .map(setting -> CarryRule.carry(setting, extras.arguments()))
            .toList();
  }

  List<RuleResult> rules() {
    return rules;
  }

  List<ImportReport.Note> notes() {
    return extras.notes();
  }

  /**
   * The repository with the rules that could be carried over.
   *
   * @throws IllegalArgumentException when name or source can't be; the message is for people
   */
  RepositoryDraft draft() {
    CarrySource source = CarrySource.of(autobuild.source());
    return new RepositoryDraft(
        name(),
        visibility(),
        autobuild.description(),
        source.provider(),
        source.cloneUrl(),
        SourceCredentials.NONE,
        destinations(),
        carried());
  }

  private RepositoryName name() {
    RepositoryName there = RepositoryName.parse(autobuild.image());
    return new RepositoryName(
        options.namespaces().getOrDefault(there.namespace(), there.namespace()), there.name());
  }

  private Visibility visibility() {
    boolean shown = Boolean.TRUE.equals(autobuild.isPublic());
    return options.visibility().orElse(shown ? Visibility.PUBLIC : Visibility.PRIVATE);
  }

  private List<DestinationDraft> destinations() {
    ImportOptions.HubLogin hub = options.hub();
    return hub == null
        ? List.of()
        : List.of(
            new DestinationDraft(
                ImageReference.parse(ImageReference.DOCKER_HUB + "/" + autobuild.image()),
                hub.username(),
                hub.password()));
  }

  private List<BuildRule> carried() {
    return rules.stream().map(RuleResult::rule).filter(Objects::nonNull).toList();
  }
}
