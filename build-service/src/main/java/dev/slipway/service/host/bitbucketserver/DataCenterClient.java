package dev.slipway.service.host.bitbucketserver;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * The part of Bitbucket Data Center's REST API 1.0 that Slipway uses. Format: <a
 * href="https://developer.atlassian.com/server/bitbucket/rest/">its reference</a>.
 */
@Path("/rest")
@RegisterRestClient(configKey = "slipway-bitbucket-server")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
interface DataCenterClient {

  String REPOSITORY = "api/1.0/projects/{project}/repos/{slug}";

  @GET
  @Path("api/1.0/projects")
  RestResponse<DataCenterJson.Projects> projects(
      @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
      @QueryParam("start") String start,
      @QueryParam("limit") int limit);

  @GET
  @Path("api/1.0/projects/{project}/repos")
  RestResponse<DataCenterJson.Repositories> repositories(
      @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
      @PathParam("project") String project,
      @QueryParam("start") String start,
      @QueryParam("limit") int limit);

  @GET
  @Path(REPOSITORY)
  RestResponse<DataCenterJson.Repository> repository(
      @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
      @PathParam("project") String project,
      @PathParam("slug") String slug);

  /** Since 7.5. */
  @GET
  @Path(REPOSITORY + "/default-branch")
  RestResponse<DataCenterJson.Branch> defaultBranch(
      @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
      @PathParam("project") String project,
      @PathParam("slug") String slug);

  /** Before 8.0. */
  @GET
  @Path(REPOSITORY + "/branches/default")
  RestResponse<DataCenterJson.Branch> oldDefaultBranch(
      @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
      @PathParam("project") String project,
      @PathParam("slug") String slug);

  @GET
  @Path(REPOSITORY + "/webhooks")
  RestResponse<DataCenterJson.Hooks> hooks(
      @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
      @PathParam("project") String project,
      @PathParam("slug") String slug,
      @QueryParam("start") String start,
      @QueryParam("limit") int limit);

  @POST
  @Path(REPOSITORY + "/webhooks")
  RestResponse<Void> createHook(
      @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
      @PathParam("project") String project,
      @PathParam("slug") String slug,
      DataCenterJson.NewHook body);

  @PUT
  @Path(REPOSITORY + "/webhooks/{hook}")
  RestResponse<Void> changeHook(
      @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
      @PathParam("project") String project,
      @PathParam("slug") String slug,
      @PathParam("hook") String id,
      DataCenterJson.NewHook body);

  @DELETE
  @Path(REPOSITORY + "/webhooks/{hook}")
  RestResponse<Void> removeHook(
      @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
      @PathParam("project") String project,
      @PathParam("slug") String slug,
      @PathParam("hook") String id);

  @POST
  @Path("build-status/1.0/commits/{commit}")
  RestResponse<Void> status(
      @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
      @PathParam("commit") String commit,
      DataCenterJson.NewStatus body);
}
