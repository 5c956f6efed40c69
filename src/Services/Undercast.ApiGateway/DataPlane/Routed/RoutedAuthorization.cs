using System.Text.Json;
using System.Text.RegularExpressions;
using Undercast.Cloud;
using Undercast.Kernel;

namespace Undercast.ApiGateway.Routed;

/// <summary>Decides who may call a route of an HTTP API. Whatever an authorizer does, a route that has one is never open.</summary>
internal sealed partial class RoutedAuthorization(GatewayPorts ports, Callers callers, TokenKeys keys)
{
    public async ValueTask AdmitAsync(RoutedRequest request)
    {
        var route = request.Route;
        switch (route.Route.AuthorizationType)
        {
            case null or "NONE":
                return;
            case "AWS_IAM":
                request.Caller = await IdentifyAsync(request);
                if (!await callers.MayAsync(request, request.Caller, Callers.Invoke, request.Stage.ArnOf(request.HttpMethod + request.Address.Path))) throw RoutedFault.Forbidden();
                return;
            case "JWT":
                request.Verdict = await OfTokenAsync(request, route.Authorizer ?? throw RoutedFault.Internal());
                return;
            default:
                request.Verdict = await OfFunctionAsync(request, route.Authorizer ?? throw RoutedFault.Internal());
                return;
        }
    }

    private async ValueTask<Principal> IdentifyAsync(RoutedRequest request)
    {
        try
        {
            var caller = await callers.IdentifyAsync(request);
            return caller.Kind == PrincipalKind.Anonymous ? throw RoutedFault.Forbidden() : caller;
        }
        catch (CommonException)
        {
            // AWS: HTTP APIs do not say what is wrong with a signature.
            throw RoutedFault.Forbidden();
        }
    }

    private async ValueTask<RoutedVerdict> OfTokenAsync(RoutedRequest request, Authorizer authorizer)
    {
        var source = authorizer.IdentitySource![0];
        var token = MappingText.Evaluate(source, name => MappedRequest.Variable(request, name));
        if (string.IsNullOrEmpty(token)) throw new RoutedFault(401, "Unauthorized") { Challenge = "Bearer" };
        if (token.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) token = token[7..].Trim();
        var (issuer, audience) = (authorizer.JwtConfiguration!.Issuer!, authorizer.JwtConfiguration.Audience!);
        if (await VerifyAsync(issuer, token, request) is not { } claims) throw RoutedFault.Unauthorized("the token is not valid");
        if (Time(claims, "exp") is not { } expires || expires <= request.Now) throw RoutedFault.Unauthorized("the token has expired");
        if (Time(claims, "nbf") > request.Now || Time(claims, "iat") > request.Now + TimeSpan.FromMinutes(1)) throw RoutedFault.Unauthorized("the token is not valid yet");
        // AWS: the audience, or for access tokens without one the client.
        if (!Texts(claims, claims.TryGetProperty("aud", out _) ? "aud" : "client_id").Any(audience.Contains)) throw RoutedFault.Unauthorized("the token does not have a valid audience");
        var scopes = request.Route.Route.AuthorizationScopes;
        if (scopes is not { Count: > 0 }) return new RoutedVerdict { Claims = claims };
        var granted = Texts(claims, "scope").Concat(Texts(claims, "scp")).SelectMany(static s => s.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToHashSet(StringComparer.Ordinal);
        if (!scopes.Any(granted.Contains)) throw new RoutedFault(403, "Forbidden") { Challenge = $"Bearer scope=\"{string.Join(' ', scopes)}\" error=\"insufficient_scope\" error_description=\"the token does not have the required scopes\"" };
        return new RoutedVerdict { Claims = claims, Scopes = [.. scopes.Where(granted.Contains)] };
    }

    private async ValueTask<JsonElement?> VerifyAsync(string issuer, string token, RoutedRequest request)
    {
        // A user pool of this cloud answers for itself, under AWS's address and under this server's own.
        var last = issuer.TrimEnd('/')[(issuer.TrimEnd('/').LastIndexOf('/') + 1)..];
        if (ports.Tokens is { } tokens && PoolId().IsMatch(last) && await tokens.VerifyAsync(last, token, request.Http.RequestAborted) is { } claims) return claims;
        if (new Uri(issuer) is { Host: var host } && host.StartsWith("cognito-idp.", StringComparison.Ordinal) && host.EndsWith(".amazonaws.com", StringComparison.Ordinal)) return null;
        return await keys.VerifyAsync(issuer, token, request.Now, request.Http.RequestAborted) is { } found && Texts(found, "iss").FirstOrDefault() == issuer ? found : null;
    }

    private async ValueTask<RoutedVerdict> OfFunctionAsync(RoutedRequest request, Authorizer authorizer)
    {
        var identity = (authorizer.IdentitySource ?? []).Select(s => MappingText.Evaluate(s, name => MappedRequest.Variable(request, name))).ToList();
        // AWS: a missing identity source is refused without asking the function.
        if (identity.Any(string.IsNullOrEmpty)) throw RoutedFault.Unauthorized();
        var ttl = authorizer.AuthorizerResultTtlInSeconds ?? 0;
        var memory = request.Stage.AuthorizerResults;
        // AWS: with the route among the sources, an answer holds for that route alone; without it, for the whole API.
        var key = authorizer.AuthorizerId + "\n" + string.Join('\n', identity.Select(static i => $"{i!.Length}:{i}"));
        if (ttl == 0 || !memory.TryGet(key, request.Now, out var verdict))
        {
            verdict = await AskAsync(request, authorizer, identity);
            if (ttl > 0) memory.Put(key, verdict, request.Now, TimeSpan.FromSeconds(ttl));
        }
        var arn = request.Stage.ArnOf(request.HttpMethod + request.Address.Path);
        var admitted = verdict.IsAuthorized ?? callers.Judge(request, verdict.PrincipalId!, verdict.Policy!, arn) == AccessVerdict.Allowed;
        return admitted ? verdict : throw RoutedFault.Forbidden();
    }

    private async ValueTask<RoutedVerdict> AskAsync(RoutedRequest request, Authorizer authorizer, IReadOnlyList<string?> identity)
    {
        var function = RoutedRules.FunctionOf(Expressions.WithStageVariables(authorizer.AuthorizerUri, request.Stage.Variables));
        if (ports.Functions is not { } functions || function is null) throw RoutedFault.Internal();
        var ct = request.Http.RequestAborted;
        var source = $"arn:{Arn.PartitionOf(request.Region)}:execute-api:{request.Region}:{request.Account}:{request.ApiId}/authorizers/{authorizer.AuthorizerId}";
        FunctionAnswer answer;
        try
        {
            var caller = authorizer.AuthorizerCredentialsArn is { Length: > 0 } role ? await ports.AssumeAsync(role, ct) : Principal.Service(GatewayPorts.ServicePrincipal, request.Account, source);
            answer = await functions.InvokeAsync(new FunctionCall { FunctionArn = function, Caller = caller, Payload = RoutedEvents.ForAuthorizer(request, authorizer, identity), SourceArn = source }, ct);
        }
        catch (AwsException)
        {
            throw RoutedFault.Internal();
        }
        // AWS: a function that fails with this very word refuses the caller; any other failure is the gateway's.
        var json = MappingText.Parse(answer.Payload);
        if (answer.Error is not null) throw MappingText.OfJson(json, "errorMessage") == "Unauthorized" ? RoutedFault.Unauthorized() : RoutedFault.Internal();
        return AuthorizerAnswers.Read(json, authorizer.EnableSimpleResponses == true) ?? throw RoutedFault.Internal();
    }

    private static DateTimeOffset? Time(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && Math.Abs(seconds) < 1e11 ? DateTimeOffset.UnixEpoch.AddSeconds(seconds) : null;

    private static IEnumerable<string> Texts(JsonElement claims, string name) => !claims.TryGetProperty(name, out var value) ? [] : value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array => value.EnumerateArray().Where(static v => v.ValueKind == JsonValueKind.String).Select(static v => v.GetString()!),
        _ => [],
    };

    [GeneratedRegex(@"\A[\w-]+_[0-9a-zA-Z]+\z")]
    private static partial Regex PoolId();
}

/// <summary>What authorizer functions answer: a policy, or a simple yes or no.</summary>
internal static class AuthorizerAnswers
{
    /// <summary>The verdict; null when the answer is none.</summary>
    public static RoutedVerdict? Read(JsonElement json, bool simple)
    {
        if (json.ValueKind != JsonValueKind.Object) return null;
        var context = json.TryGetProperty("context", out var given) ? given : default;
        if (context.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.Object)) return null;
        if (simple) return json.TryGetProperty("isAuthorized", out var may) && may.ValueKind is JsonValueKind.True or JsonValueKind.False ? new RoutedVerdict { IsAuthorized = may.GetBoolean(), Context = context } : null;
        if (!json.TryGetProperty("principalId", out var principal) || principal.ValueKind != JsonValueKind.String) return null;
        if (!json.TryGetProperty("policyDocument", out var policy) || policy.ValueKind != JsonValueKind.Object) return null;
        try
        {
            PolicyDocument.Parse(policy.GetRawText());
        }
        catch (MalformedPolicyException)
        {
            return null;
        }
        return new RoutedVerdict { PrincipalId = principal.GetString(), Policy = policy.GetRawText(), Context = context };
    }
}
