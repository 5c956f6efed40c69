using System.Text.RegularExpressions;

namespace Undercast.ApiGateway;

/// <summary>What an integration may say.</summary>
internal static class IntegrationRules
{
    public const int MostTimeout = 29000;

    public static void Check(Integration integration)
    {
        var type = integration.Type;
        if (type is not ("HTTP" or "HTTP_PROXY" or "AWS" or "AWS_PROXY" or "MOCK"))
            throw Faults.Bad($"1 validation error detected: Value '{type}' at 'putIntegrationInput.type' failed to satisfy constraint: Member must satisfy enum value set: [HTTP, MOCK, AWS_PROXY, HTTP_PROXY, AWS]");
        if (integration.TimeoutInMillis is < 50 or > MostTimeout) throw Faults.Bad("Timeout should be between 50 ms and 29000 ms");
        if (integration.PassthroughBehavior is not (null or "WHEN_NO_MATCH" or "WHEN_NO_TEMPLATES" or "NEVER")) throw Faults.Bad($"Invalid passthrough behavior specified: {integration.PassthroughBehavior}. Valid options are WHEN_NO_MATCH, WHEN_NO_TEMPLATES, NEVER");
        if (type == "MOCK") return;
        if (string.IsNullOrEmpty(integration.HttpMethod)) throw Faults.Bad("Enumeration value for HttpMethod must be non-empty");
        if (type is "HTTP" or "HTTP_PROXY")
        {
            // Stage variables may stand for any part of it.
            var uri = integration.Uri ?? "";
            if (!uri.StartsWith("http://", StringComparison.Ordinal) && !uri.StartsWith("https://", StringComparison.Ordinal) && !uri.StartsWith("${", StringComparison.Ordinal))
                throw Faults.Bad("Invalid HTTP endpoint specified for URI");
            return;
        }
        if (!IntegrationTarget.TryParse(integration.Uri, out var target)) throw Faults.Bad("Invalid ARN specified in the request");
        if (!target.IsPath && !target.IsAction) throw Faults.Bad("AWS ARN for integration must contain path or action");
        if (type == "AWS_PROXY" && target.FunctionArn is null) throw Faults.Bad("Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations.");
        if (integration.Credentials is { Length: > 0 } role && role != "arn:aws:iam::*:user/*" && !role.StartsWith("arn:", StringComparison.Ordinal) && !role.StartsWith("${", StringComparison.Ordinal))
            throw Faults.Bad("Invalid ARN specified in the request");
    }

    public static void Check(Method method, IntegrationResponse response)
    {
        if (response.SelectionPattern is { Length: > 0 } pattern && !IsRegex(pattern)) throw Faults.Bad($"Invalid selection pattern specified: {pattern}");
        foreach (var name in response.ResponseParameters?.Keys ?? [])
        {
            if (!name.StartsWith("method.response.header.", StringComparison.Ordinal))
                throw Faults.Bad($"Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression parameter specified: {name}]");
            // AWS: a header must have been declared by the method's response.
            if (method.MethodResponses?.GetValueOrDefault(response.StatusCode!)?.ResponseParameters?.ContainsKey(name) != true)
                throw Faults.Bad($"Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression parameter specified: {name}]");
        }
    }

    private static bool IsRegex(string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(50));
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}

/// <summary>What an AWS integration's URI names: <c>arn:aws:apigateway:{region}:{service}:{action|path}/…</c>.</summary>
/// <param name="Region">Where.</param>
/// <param name="Service">The service, before a subdomain's dot if there is one.</param>
/// <param name="Subdomain">What stands before the service, or empty.</param>
/// <param name="Kind"><c>action</c> or <c>path</c>.</param>
/// <param name="Rest">What follows.</param>
internal readonly record struct IntegrationTarget(string Region, string Service, string Subdomain, string Kind, string Rest)
{
    private const string FunctionPath = "2015-03-31/functions/";
    private const string Invocations = "/invocations";

    public bool IsAction => Kind == "action" && Rest.Length > 0;

    public bool IsPath => Kind == "path";

    /// <summary>The function, when it is one that is to be invoked.</summary>
    public string? FunctionArn => Service == "lambda" && IsPath && Rest.StartsWith(FunctionPath, StringComparison.Ordinal) && Rest.EndsWith(Invocations, StringComparison.Ordinal)
        ? Rest[FunctionPath.Length..^Invocations.Length]
        : null;

    public static bool TryParse(string? uri, out IntegrationTarget target)
    {
        target = default;
        var parts = (uri ?? "").Split(':', 6);
        if (parts.Length != 6 || parts[0] != "arn" || parts[2] != "apigateway" || parts[3].Length == 0 || parts[4].Length == 0) return false;
        var dot = parts[4].LastIndexOf('.');
        var slash = parts[5].IndexOf('/', StringComparison.Ordinal);
        target = new IntegrationTarget(
            parts[3],
            parts[4][(dot + 1)..],
            dot < 0 ? "" : parts[4][..dot],
            slash < 0 ? parts[5] : parts[5][..slash],
            slash < 0 ? "" : parts[5][(slash + 1)..]);
        return true;
    }
}
