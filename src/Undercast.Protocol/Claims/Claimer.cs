using Undercast.Kernel;

namespace Undercast.Protocol;

/// <summary>Which API, wire and operation a request is for; or why it is for none.</summary>
public sealed class Claim
{
    /// <summary>The wire in whose style everything from here on is answered.</summary>
    public required WireProtocol Protocol { get; init; }
    /// <summary>The API, or null when it is not known.</summary>
    public ApiDescriptor? Api { get; init; }
    /// <summary>The operation; null on query wires until the body is read.</summary>
    public OperationDescriptor? Operation { get; init; }
    /// <summary>Why the request is for nothing here.</summary>
    public CommonException? Refusal { get; init; }
}

// What a request is for, by method, path and headers only; the first rule that fits decides:
//
//   1. X-Amz-Target: prefix.Operation            JSON; 1.0 or 1.1 by content type
//   2. a form, or Action= in the query string    query wire; the API by credential scope, the operation by Action (in the body: later)
//
// A service that AWS has and this cloud has not is refused by name, in the style of the wire that the request speaks.

/// <summary>Decides what a request is for before its body is read.</summary>
public sealed class Claimer(ApiCatalog catalog)
{
    /// <summary>Claims a request; null when it is no AWS request at all.</summary>
    /// <param name="request">The request's head.</param>
    /// <param name="signingName">The service of its credential scope, or null.</param>
    public Claim? Claim(WireRequest request, string? signingName)
    {
        var target = request.Headers["X-Amz-Target"].ToString();
        if (target.Length > 0) return ClaimJson(request, target);
        var contentType = request.Headers.ContentType.ToString();
        var actionInQuery = ActionIn(request.Query);
        if (actionInQuery is not null || (request.Method == "POST" && contentType.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)))
            return ClaimQuery(signingName, actionInQuery);
        return null;
    }

    private Claim ClaimJson(WireRequest request, string target)
    {
        var wire = request.Headers.ContentType.ToString().Contains("json-1.1", StringComparison.Ordinal) ? Wire.AwsJson11 : Wire.AwsJson10;
        var dot = target.LastIndexOf('.');
        var prefix = dot < 0 ? target : target[..dot];
        var name = dot < 0 ? "" : target[(dot + 1)..];
        if (catalog.ByTarget(prefix) is not { } api)
            return new Claim { Protocol = WireProtocol.For(wire), Refusal = CommonException.NotSupported($"The service of target {prefix}") };
        var own = api.Api.Wires.Contains(wire) ? wire : api.Api.Wires.FirstOrDefault(static w => w is Wire.AwsJson10 or Wire.AwsJson11, wire);
        return Operation(api, WireProtocol.For(own), name);
    }

    private Claim ClaimQuery(string? signingName, string? action)
    {
        var protocol = WireProtocol.For(Wire.AwsQuery);
        // An unsigned query request names no service; only one that admits callers without credentials can be meant.
        var apis = signingName is null
            ? [.. catalog.Apis.Where(a => a.Api.Wires.Contains(Wire.AwsQuery) && (action is null || a.Operations.ContainsKey(action)))]
            : catalog.BySigningName(signingName);
        var api = apis.FirstOrDefault(a => a.Api.Wires.Contains(Wire.AwsQuery));
        if (api is null) return new Claim { Protocol = protocol, Refusal = CommonException.NotSupported($"The service {signingName ?? "of an unsigned query request"}") };
        return action is null ? new Claim { Protocol = protocol, Api = api } : Operation(api, protocol, action);
    }

    /// <summary>The claim with the operation that a query request's body names.</summary>
    public static Claim ResolveOperation(Claim claim, WireRequest request)
    {
        if (claim.Operation is not null || claim.Refusal is not null) return claim;
        if (AwsQueryProtocol.Form(request)["Action"]?.Value is not { Length: > 0 } action)
        {
            return new Claim
            {
                Protocol = claim.Protocol,
                Api = claim.Api,
                Refusal = new CommonException(CommonError.MissingParameter, "The request must contain the parameter Action."),
            };
        }
        return Operation(claim.Api!, claim.Protocol, action);
    }

    private static Claim Operation(ApiDescriptor api, WireProtocol protocol, string name) => api.Operations.TryGetValue(name, out var operation)
        ? new Claim { Protocol = protocol, Api = api, Operation = operation }
        : new Claim { Protocol = protocol, Api = api, Refusal = Unknown(api, name) };

    private static CommonException Unknown(ApiDescriptor api, string name) => name.Length == 0
        ? new CommonException(CommonError.UnknownOperation, "The request names no operation.")
        : CommonException.NotSupported($"The operation {(name.Length > 128 ? name[..128] : name)} of {api.Api.ServiceId}");

    private static string? ActionIn(string query)
    {
        foreach (var part in query.AsSpan().Split('&'))
        {
            var pair = query.AsSpan()[part];
            if (pair.StartsWith("Action=", StringComparison.Ordinal)) return Uri.UnescapeDataString(pair["Action=".Length..]);
        }
        return null;
    }
}
