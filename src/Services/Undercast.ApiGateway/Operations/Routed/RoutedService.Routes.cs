using Undercast.Kernel;

namespace Undercast.ApiGateway.Routed;

// Routes, and what WebSocket APIs answer over them.
internal sealed partial class RoutedService
{
    public ValueTask<Route> CreateRoute(CreateRouteInput input, CallContext call)
    {
        var id = call.NewIds.Base36(7);
        return EditAsync(input.ApiId, call, api => api.Routes[id] = RoutedRules.Complete(api, Merging.Merge(new Route { RouteId = id }, input)));
    }

    public ValueTask<Route> GetRoute(GetRouteInput input, CallContext call) => ReadAsync(input.ApiId, call, api => api.Routes.Of("Route", input.RouteId));

    public ValueTask<GetRoutesOutput> GetRoutes(GetRoutesInput input, CallContext call) => ReadAsync(
        input.ApiId,
        call,
        api =>
        {
            var (items, next) = Page(api.Routes.Values, static e => e.RouteId!, input.MaxResults, input.NextToken);
            return new GetRoutesOutput { Items = items, NextToken = next };
        });

    public ValueTask<Route> UpdateRoute(UpdateRouteInput input, CallContext call) => EditAsync(
        input.ApiId, call, api => api.Routes[input.RouteId] = RoutedRules.Complete(api, Merging.Merge(api.Routes.Of("Route", input.RouteId), input)));

    public ValueTask DeleteRoute(DeleteRouteInput input, CallContext call) => ChangeAsync(
        input.ApiId,
        call,
        api =>
        {
            api.Routes.Of("Route", input.RouteId);
            api.RouteResponses.Remove(input.RouteId);
            api.Routes.Remove(input.RouteId);
        });

    public ValueTask DeleteRouteRequestParameter(DeleteRouteRequestParameterInput input, CallContext call) => ChangeAsync(
        input.ApiId,
        call,
        api =>
        {
            var route = api.Routes.Of("Route", input.RouteId);
            var rest = new Dictionary<string, ParameterConstraints>(route.RequestParameters ?? new Dictionary<string, ParameterConstraints>());
            if (!rest.Remove(input.RequestParameterKey)) throw new NotFoundException("Invalid Request Parameter identifier specified");
            api.Routes[input.RouteId] = route with { RequestParameters = rest };
        });

    public ValueTask<RouteResponse> CreateRouteResponse(CreateRouteResponseInput input, CallContext call)
    {
        var id = call.NewIds.Base36(7);
        return EditAsync(
            input.ApiId,
            call,
            api =>
            {
                api.Routes.Of("Route", input.RouteId);
                var all = Of(api.RouteResponses, input.RouteId);
                if (all.Values.Any(r => r.RouteResponseId != id && r.RouteResponseKey == input.RouteResponseKey)) throw new ConflictException($"RouteResponse with key {input.RouteResponseKey} already exists");
                return all[id] = Merging.Merge(new RouteResponse { RouteResponseId = id }, input);
            });
    }

    public ValueTask<RouteResponse> GetRouteResponse(GetRouteResponseInput input, CallContext call) => ReadAsync(input.ApiId, call, api => Of(api.RouteResponses, input.RouteId).Of("RouteResponse", input.RouteResponseId));

    public ValueTask<GetRouteResponsesOutput> GetRouteResponses(GetRouteResponsesInput input, CallContext call) => ReadAsync(
        input.ApiId,
        call,
        api =>
        {
            api.Routes.Of("Route", input.RouteId);
            var (items, next) = Page(Of(api.RouteResponses, input.RouteId).Values, static e => e.RouteResponseId!, input.MaxResults, input.NextToken);
            return new GetRouteResponsesOutput { Items = items, NextToken = next };
        });

    public ValueTask<RouteResponse> UpdateRouteResponse(UpdateRouteResponseInput input, CallContext call) => EditAsync(
        input.ApiId,
        call,
        api =>
        {
            var all = Of(api.RouteResponses, input.RouteId);
            return all[input.RouteResponseId] = Merging.Merge(all.Of("RouteResponse", input.RouteResponseId), input);
        });

    public ValueTask DeleteRouteResponse(DeleteRouteResponseInput input, CallContext call) => ChangeAsync(
        input.ApiId,
        call,
        api =>
        {
            Of(api.RouteResponses, input.RouteId).Of("RouteResponse", input.RouteResponseId);
            api.RouteResponses[input.RouteId].Remove(input.RouteResponseId);
        });

    private static Dictionary<string, T> Of<T>(Dictionary<string, Dictionary<string, T>> all, string owner)
    {
        if (!all.TryGetValue(owner, out var own)) all[owner] = own = [];
        return own;
    }
}
