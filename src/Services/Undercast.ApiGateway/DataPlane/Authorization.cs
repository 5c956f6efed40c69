using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Undercast.Cloud;
using Undercast.Kernel;

namespace Undercast.ApiGateway;

/// <summary>Decides who may call a method. Whatever an authorizer does, a method that has one is never open.</summary>
internal sealed class Authorization(GatewayPorts ports, Callers callers)
{
    private static readonly TimeSpan PatternTime = TimeSpan.FromMilliseconds(100);

    public async ValueTask AdmitAsync(Exchange exchange)
    {
        var method = exchange.Method.Method;
        switch (method.AuthorizationType)
        {
            case "NONE":
                if (exchange.Stage.Api.Api.Policy is { Length: > 0 }) await DemandAsync(exchange, Principal.Anonymous);
                return;
            case "AWS_IAM":
                exchange.Caller = await IdentifyAsync(exchange);
                await DemandAsync(exchange, exchange.Caller);
                return;
        }
        if (exchange.Stage.Api.Api.Policy is { Length: > 0 }) await DemandAsync(exchange, Principal.Anonymous);
        var authorizer = exchange.Method.Authorizer ?? throw GatewayFault.AuthorizerFailed(true);
        exchange.Authorizer = authorizer.Type switch
        {
            "COGNITO_USER_POOLS" => await OfTokenAsync(exchange, authorizer),
            _ => await OfFunctionAsync(exchange, authorizer),
        };
    }

    /// <summary>Asks an authorizer, whatever is remembered of it, and gives its answer whatever it says.</summary>
    public async ValueTask<AuthorizerResult> TestAsync(Exchange exchange, Authorizer authorizer)
    {
        if (authorizer.Type == "COGNITO_USER_POOLS") return await OfTokenAsync(exchange, authorizer);
        var identity = Array.ConvertAll(AuthorizerRules.Sources(authorizer), s => Expressions.Evaluate(exchange, s));
        if (identity.Any(string.IsNullOrEmpty) || (authorizer.Type == "TOKEN" && (identity.Length == 0 || !FitsExpression(authorizer, identity[0]!)))) throw GatewayFault.Unauthorized();
        return await AskAsync(exchange, authorizer, identity);
    }

    private async ValueTask DemandAsync(Exchange exchange, Principal caller)
    {
        if (!await callers.MayAsync(exchange, caller, Callers.Invoke, exchange.MethodArn))
        {
            var who = caller.Kind == PrincipalKind.Anonymous ? "anonymous" : caller.Arn;
            throw GatewayFault.Denied($"User: {who} is not authorized to perform: {Callers.Invoke} on resource: {Masked(exchange.MethodArn, exchange.Stage.Api.Account)}");
        }
    }

    // AWS: all but the last four digits of the account are hidden.
    private static string Masked(string arn, string account) => arn.Replace(account, $"********{account[^4..]}", StringComparison.Ordinal);

    private async ValueTask<Principal> IdentifyAsync(Exchange exchange)
    {
        try
        {
            var caller = await callers.IdentifyAsync(exchange);
            return caller.Kind == PrincipalKind.Anonymous ? throw GatewayFault.MissingToken() : caller;
        }
        catch (CommonException e) when (e.Kind == CommonError.MissingAuthenticationToken)
        {
            throw GatewayFault.MissingToken();
        }
        catch (CommonException e) when (e.Kind is CommonError.ExpiredToken or CommonError.RequestExpired)
        {
            throw new GatewayFault("EXPIRED_TOKEN", 403, "ExpiredTokenException", e.Message);
        }
        catch (CommonException e) when (e.Kind == CommonError.InvalidAccessKey || e.Kind == CommonError.InvalidSessionToken)
        {
            throw new GatewayFault("INVALID_SIGNATURE", 403, "UnrecognizedClientException", e.Message);
        }
        catch (CommonException e)
        {
            throw new GatewayFault("INVALID_SIGNATURE", 403, e.Kind == CommonError.IncompleteSignature ? "IncompleteSignatureException" : "InvalidSignatureException", e.Message);
        }
    }

    private async ValueTask<AuthorizerResult> OfTokenAsync(Exchange exchange, Authorizer authorizer)
    {
        var token = Expressions.Evaluate(exchange, authorizer.IdentitySource ?? "method.request.header.Authorization");
        if (string.IsNullOrEmpty(token) || !FitsExpression(authorizer, token)) throw GatewayFault.Unauthorized();
        if (token.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) token = token[7..].Trim();
        if (ports.Tokens is not { } tokens) throw GatewayFault.AuthorizerFailed(true);
        foreach (var pool in authorizer.ProviderARNs ?? [])
        {
            if (await tokens.VerifyAsync(pool[(pool.LastIndexOf('/') + 1)..], token, exchange.Http.RequestAborted) is not { } claims) continue;
            var texts = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var claim in claims.EnumerateObject()) texts[claim.Name] = Text(claim.Value);
            // AWS: with scopes it must be an access token that has one of them, without an identity token.
            var scopes = exchange.Method.Method.AuthorizationScopes;
            var admitted = scopes is { Count: > 0 }
                ? texts.GetValueOrDefault("token_use") == "access" && (texts.GetValueOrDefault("scope") ?? "").Split(' ').Intersect(scopes).Any()
                : texts.GetValueOrDefault("token_use") == "id";
            if (admitted) return new AuthorizerResult(null, null, new Dictionary<string, string>(), texts, null);
        }
        throw GatewayFault.Unauthorized();
    }

    private async ValueTask<AuthorizerResult> OfFunctionAsync(Exchange exchange, Authorizer authorizer)
    {
        var sources = AuthorizerRules.Sources(authorizer);
        var identity = Array.ConvertAll(sources, s => Expressions.Evaluate(exchange, s));
        // AWS: a missing identity source is refused without asking the function, unless nothing is cached.
        if (identity.Any(string.IsNullOrEmpty) && (authorizer.Type == "TOKEN" || authorizer.AuthorizerResultTtlInSeconds > 0)) throw GatewayFault.Unauthorized();
        if (authorizer.Type == "TOKEN" && (identity.Length == 0 || !FitsExpression(authorizer, identity[0]!))) throw GatewayFault.Unauthorized();
        var memory = exchange.Stage.AuthorizerResults;
        var key = authorizer.Id + "\n" + string.Join('\n', identity.Select(static i => $"{i?.Length}:{i}"));
        var ttl = authorizer.AuthorizerResultTtlInSeconds ?? 300;
        if (ttl == 0 || !memory.TryGet(key, exchange.Now, out var result))
        {
            result = await AskAsync(exchange, authorizer, identity);
            if (ttl > 0) memory.Put(key, result, exchange.Now, TimeSpan.FromSeconds(ttl));
        }
        switch (callers.Judge(exchange, result.PrincipalId ?? "", result.Policy!, exchange.MethodArn))
        {
            case null: throw GatewayFault.AuthorizerFailed(true);
            case AccessVerdict.Allowed: return result;
            case AccessVerdict.ExplicitDeny: throw GatewayFault.Denied("User is not authorized to access this resource with an explicit deny");
            default: throw GatewayFault.Denied("User is not authorized to access this resource");
        }
    }

    private async ValueTask<AuthorizerResult> AskAsync(Exchange exchange, Authorizer authorizer, string?[] identity)
    {
        var uri = Expressions.WithStageVariables(authorizer.AuthorizerUri, exchange.Stage.Variables);
        if (ports.Functions is not { } functions || !IntegrationTarget.TryParse(uri, out var target) || target.FunctionArn is not { } function) throw GatewayFault.AuthorizerFailed(true);
        var (api, ct) = (exchange.Stage.Api, exchange.Http.RequestAborted);
        var source = $"arn:{Arn.PartitionOf(api.Region)}:execute-api:{api.Region}:{api.Account}:{exchange.Stage.Id}/authorizers/{authorizer.Id}";
        FunctionAnswer answer;
        try
        {
            var caller = authorizer.AuthorizerCredentials is { Length: > 0 } role ? await ports.AssumeAsync(role, ct) : Principal.Service(GatewayPorts.ServicePrincipal, api.Account, source);
            var payload = authorizer.Type == "TOKEN" ? ProxyEvents.ForTokenAuthorizer(exchange, identity[0]!) : ProxyEvents.ForRequestAuthorizer(exchange);
            answer = await functions.InvokeAsync(new FunctionCall { FunctionArn = function, Caller = caller, Payload = payload, SourceArn = source }, ct);
        }
        catch (AwsException)
        {
            throw GatewayFault.AuthorizerFailed(true);
        }
        // AWS: a function that fails with this very word refuses the caller; any other failure is the gateway's.
        if (answer.Error is not null) throw ErrorMessage(answer.Payload) == "Unauthorized" ? GatewayFault.Unauthorized() : GatewayFault.AuthorizerFailed(false);
        return Read(answer.Payload) ?? throw GatewayFault.AuthorizerFailed(false);
    }

    private static AuthorizerResult? Read(ReadOnlyMemory<byte> payload)
    {
        try
        {
            using var document = JsonDocument.Parse(payload);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("principalId", out var principal) || principal.ValueKind != JsonValueKind.String) return null;
            if (!root.TryGetProperty("policyDocument", out var policy) || policy.ValueKind != JsonValueKind.Object) return null;
            var context = new Dictionary<string, string>(StringComparer.Ordinal);
            if (root.TryGetProperty("context", out var given) && given.ValueKind != JsonValueKind.Null)
            {
                if (given.ValueKind != JsonValueKind.Object) return null;
                foreach (var member in given.EnumerateObject())
                {
                    // AWS: objects and lists are no context.
                    if (member.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array) return null;
                    context[member.Name] = Text(member.Value);
                }
            }
            var text = policy.GetRawText();
            PolicyDocument.Parse(text);
            return new AuthorizerResult(principal.GetString(), text, context, null, root.TryGetProperty("usageIdentifierKey", out var key) && key.ValueKind == JsonValueKind.String ? key.GetString() : null);
        }
        catch (Exception e) when (e is JsonException or MalformedPolicyException)
        {
            return null;
        }
    }

    private static string? ErrorMessage(ReadOnlyMemory<byte> payload)
    {
        try
        {
            using var document = JsonDocument.Parse(payload);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("errorMessage", out var message) && message.ValueKind == JsonValueKind.String ? message.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool FitsExpression(Authorizer authorizer, string token)
    {
        if (authorizer.IdentityValidationExpression is not { Length: > 0 } expression) return true;
        try
        {
            return Regex.IsMatch(token, $"\\A(?:{expression})\\z", RegexOptions.CultureInvariant, PatternTime);
        }
        catch (Exception e) when (e is ArgumentException or RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Null => "",
        // AWS: groups and the like become one text.
        JsonValueKind.Array => string.Join(',', value.EnumerateArray().Select(Text)),
        _ => value.GetRawText().ToString(CultureInfo.InvariantCulture),
    };
}
