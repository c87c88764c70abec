package dev.slipway.service.build.web;

import dev.slipway.service.access.Access;
import dev.slipway.service.access.Action;
import dev.slipway.service.access.NoSuchThingException;
import dev.slipway.service.build.BuildQueries;
import dev.slipway.service.build.BuildView;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.repository.RepositoryName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Builds as far as the current actor may see them. What it may not see isn't there. */
@ApplicationScoped
public class VisibleBuilds {

  private static final String MISSING = "there is no such build";

  private final Access access;
  private final BuildQueries queries;

  VisibleBuilds(Access access, BuildQueries queries) {
    this.access = access;
    this.queries = queries;
  }

  /**
   * One build, for an action on its repository.
   *
   * @throws NoSuchThingException with one and the same message when there is none and when the
   *     actor may not see its repository
   */
  public BuildView build(UUID id, Action action) {
    BuildQueries.Found found =
        queries.byId(id).orElseThrow(() -> new NoSuchThingException(MISSING));
    try {
      access.repository(found.repositoryId(), Action.READ_REPOSITORY);
    } catch (NoSuchThingException e) {
      throw new NoSuchThingException(MISSING);
    }
    access.repository(found.repositoryId(), action);
    return found.build();
  }

  /**
   * A repository by the two parts of its name.
   *
   * @throws NoSuchThingException also when they can't be a name
   */
  public Repository repository(String namespace, String name, Action action) {
    RepositoryName parsed;
    try {
      parsed = new RepositoryName(namespace, name);
    } catch (IllegalArgumentException e) {
      throw new NoSuchThingException("there is no repository \"" + namespace + "/" + name + "\"");
    }
    return access.repository(parsed, action);
  }
}
