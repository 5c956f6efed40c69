using Undercast.Kernel;

namespace Undercast.Protocol;

// What a request is for, by method, path and headers only; the first rule that fits decides:
//
//   1. smithy-protocol: rpc-v2-cbor              CBOR; service and operation end the path
//   2. X-Amz-Target: prefix.Operation            JSON; 1.0 or 1.1 by content type
//   3. a form, or Action= in the query string    query wire; the API by credential scope, the operation by Action (in the body: later)
//   4. the credential scope's service            REST; the operation by method, path and query literals
//   5. no credentials                            REST; the most specific operation that admits callers without any
//
// A service that AWS has and this cloud has not is refused by name, in the style of the wire that the request speaks.

/// <summary>Decides what a request is for before its body is read.</summary>
public sealed class Claimer(ApiCatalog catalog)
{
    private const string CborPath = "/service/";

    /// <summary>Claims a request; null when it is no AWS request at all.</summary>
    /// <param name="request">The request's head.</param>
    /// <param name="signingName">The service of its credential scope, or null.</param>
    public Claim? Claim(WireRequest request, string? signingName)
    {
        if (request.Headers["smithy-protocol"] == "rpc-v2-cbor") return ClaimCbor(request);
        var target = request.Headers["X-Amz-Target"].ToString();
        if (target.Length > 0) return ClaimJson(request, target);
        var action = ActionIn(request.Query);
        var isForm = request.Method == "POST" && request.Headers.ContentType.ToString().StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);
        if ((isForm || action is not null) && ClaimQuery(request, signingName, action) is { } query) return query;
        return signingName is null ? ClaimUnsigned(request) : ClaimRest(request, signingName);
    }

    private Claim ClaimCbor(WireRequest request)
    {
        var protocol = WireProtocol.For(Wire.RpcV2Cbor);
        var path = request.Path;
        // AWS: a prefix may stand before /service/ (Smithy rpcv2Cbor).
        var service = path.LastIndexOf(CborPath, StringComparison.Ordinal);
        var pieces = service < 0 ? [] : path[(service + CborPath.Length)..].Split('/');
        if (pieces.Length != 3 || pieces[1] != "operation")
            return new Claim { Protocol = protocol, Refusal = new CommonException(CommonError.UnknownOperation, "The path names no operation.") };
        if (catalog.ByServiceId(Uri.UnescapeDataString(pieces[0])) is not { } api || !api.Api.Wires.Contains(Wire.RpcV2Cbor))
            return new Claim { Protocol = protocol, Refusal = CommonException.NotSupported($"The service {Short(pieces[0])} on this wire") };
        return Operation(api, protocol, pieces[2]);
    }

    private Claim ClaimJson(WireRequest request, string target)
    {
        var wire = request.Headers.ContentType.ToString().Contains("json-1.1", StringComparison.Ordinal) ? Wire.AwsJson11 : Wire.AwsJson10;
        var dot = target.LastIndexOf('.');
        var prefix = dot < 0 ? target : target[..dot];
        var name = dot < 0 ? "" : target[(dot + 1)..];
        if (catalog.ByTarget(prefix) is not { } api)
            return new Claim { Protocol = WireProtocol.For(wire), Refusal = CommonException.NotSupported($"The service of target {Short(prefix)}") };
        var own = api.Api.Wires.Contains(wire) ? wire : api.Api.Wires.FirstOrDefault(static w => w is Wire.AwsJson10 or Wire.AwsJson11, wire);
        return Operation(api, WireProtocol.For(own), name);
    }

    private Claim? ClaimQuery(WireRequest request, string? signingName, string? action)
    {
        // An unsigned query request names no service; only one that has the operation can be meant.
        var known = signingName is null ? catalog.Apis : catalog.BySigningName(signingName);
        var apis = known.Where(a => QueryWire(a) is not null && (signingName is not null || action is null || a.Operations.ContainsKey(action))).ToArray();
        if (apis.Length == 0)
        {
            // A service of another wire may well have a form or an Action parameter of its own.
            if (known.Count > 0 && signingName is not null) return null;
            if (signingName is null && action is null) return null;
            return new Claim { Protocol = WireProtocol.For(Wire.AwsQuery), Refusal = CommonException.NotSupported($"The service {signingName ?? "of an unsigned query request"}") };
        }
        // APIs that share a signing name are told apart by the version, once it is known.
        var version = ParameterIn(request.Query, "Version=");
        var api = apis.FirstOrDefault(a => version is not null && a.Api.Version == version) ?? apis[0];
        var protocol = WireProtocol.For(QueryWire(api)!.Value);
        return action is null
            ? new Claim { Protocol = protocol, Api = api, Candidates = apis.Length > 1 ? apis : null }
            : Operation(api, protocol, action);
    }

    private Claim ClaimRest(WireRequest request, string signingName)
    {
        var apis = catalog.BySigningName(signingName);
        if (apis.Count > 1)
        {
            var below = apis.Where(a => a.Api.PathPrefix is { } prefix && request.Path.StartsWith(prefix, StringComparison.Ordinal)).ToArray();
            apis = below.Length > 0 ? below : [.. apis.Where(static a => a.Api.PathPrefix is null)];
        }
        foreach (var api in apis)
        {
            if (catalog.Route(api, request) is { } operation) return new Claim { Protocol = WireProtocol.For(ApiCatalog.RestWire(api)!.Value), Api = api, Operation = operation };
        }
        foreach (var api in apis)
        {
            if (ApiCatalog.RestWire(api) is not { } rest) continue;
            return new Claim { Protocol = WireProtocol.For(rest), Api = api, Refusal = CommonException.NotSupported($"The operation {request.Method} {Short(request.Path)}{Telling(api, request.Query)} of {api.Api.ServiceId}") };
        }
        if (apis.Count > 0)
        {
            var protocol = WireProtocol.For(apis[0].Api.Wires[0]);
            return new Claim { Protocol = protocol, Api = apis[0], Refusal = new CommonException(CommonError.UnknownOperation, "The request names no operation.") };
        }
        return new Claim { Protocol = WireProtocol.For(StyleOf(request)), Refusal = CommonException.NotSupported($"The service {Short(signingName)}") };
    }

    private Claim? ClaimUnsigned(WireRequest request)
    {
        Claim? best = null;
        var bestLiterals = -1;
        foreach (var api in catalog.Apis)
        {
            if (catalog.Route(api, request) is not { } operation) continue;
            // An operation that needs credentials is claimed too, where no other fits: its API words the refusal.
            var literals = (operation.AllowAnonymous ? 1000 : 0) + operation.Route!.Segments.Count(static s => !s.IsLabel);
            if (literals <= bestLiterals) continue;
            bestLiterals = literals;
            best = new Claim { Protocol = WireProtocol.For(ApiCatalog.RestWire(api)!.Value), Api = api, Operation = operation };
        }
        return best;
    }

    /// <summary>The claim with the operation that a query request's body names.</summary>
    public static Claim ResolveOperation(Claim claim, WireRequest request)
    {
        if (claim.Operation is not null || claim.Refusal is not null) return claim;
        var api = claim.Api!;
        BodyEncoding.Unpack(request, api.Api.MaxBody);
        var form = AwsQueryProtocol.Form(request);
        if (claim.Candidates is { } candidates && form["Version"]?.Value is { } version) api = candidates.FirstOrDefault(a => a.Api.Version == version) ?? api;
        // One candidate was claimed with its own wire; another version of the API may speak the other dialect.
        var protocol = ReferenceEquals(api, claim.Api) ? claim.Protocol : WireProtocol.For(QueryWire(api)!.Value);
        if (form["Action"]?.Value is { Length: > 0 } action) return Operation(api, protocol, action);
        return new Claim { Protocol = protocol, Api = api, Refusal = new CommonException(CommonError.MissingParameter, "The request must contain the parameter Action.") };
    }

    private static Claim Operation(ApiDescriptor api, WireProtocol protocol, string name) => api.Operations.TryGetValue(name, out var operation)
        ? new Claim { Protocol = protocol, Api = api, Operation = operation }
        : new Claim { Protocol = protocol, Api = api, Refusal = Unknown(api, name) };

    private static CommonException Unknown(ApiDescriptor api, string name) => name.Length == 0
        ? new CommonException(CommonError.UnknownOperation, "The request names no operation.")
        : CommonException.NotSupported($"The operation {Short(name)} of {api.Api.ServiceId}");

    private static Wire? QueryWire(ApiDescriptor api)
    {
        foreach (var wire in api.Api.Wires)
        {
            if (wire is Wire.AwsQuery or Wire.Ec2Query) return wire;
        }
        return null;
    }

    // A service that is not here cannot say which wire it speaks; what the client sends and accepts can.
    private static Wire StyleOf(WireRequest request) =>
        request.Headers.Accept.ToString().Contains("xml", StringComparison.OrdinalIgnoreCase) || request.Headers.ContentType.ToString().Contains("xml", StringComparison.OrdinalIgnoreCase)
            ? Wire.RestXml
            : Wire.RestJson1;

    // Names what tells the operation, without the signature that may be in the rest.
    private static string Telling(ApiDescriptor api, string query) => api.Api.UnbuiltQueries.FirstOrDefault(name => RoutePattern.HasParameter(query, name, null)) is { } found ? $"?{found}" : "";

    private static string? ActionIn(string query) => ParameterIn(query, "Action=");

    private static string? ParameterIn(string query, string nameAndEquals)
    {
        foreach (var part in query.AsSpan().Split('&'))
        {
            var pair = query.AsSpan()[part];
            if (pair.StartsWith(nameAndEquals, StringComparison.Ordinal)) return Uri.UnescapeDataString(pair[nameAndEquals.Length..]);
        }
        return null;
    }

    private static string Short(string text) => text.Length > 128 ? text[..128] : text;
}
