namespace Undercast.ApiGateway;

/// <summary>What an authorizer may say.</summary>
internal static class AuthorizerRules
{
    private const int DefaultTtl = 300;
    private const int MostTtl = 3600;

    public static Authorizer Complete(Authorizer authorizer) => authorizer with
    {
        AuthType = authorizer.AuthType ?? (authorizer.Type == "COGNITO_USER_POOLS" ? "cognito_user_pools" : "custom"),
        AuthorizerResultTtlInSeconds = authorizer.AuthorizerResultTtlInSeconds ?? DefaultTtl,
        // AWS: tokens are looked for in Authorization when nothing is said, through PutRestApi and CloudFormation.
        IdentitySource = authorizer.IdentitySource ?? (authorizer.Type == "REQUEST" ? null : "method.request.header.Authorization"),
    };

    public static void Check(Authorizer authorizer)
    {
        if (string.IsNullOrEmpty(authorizer.Name)) throw Faults.Bad("Authorizer name must not be empty");
        if (authorizer.AuthorizerResultTtlInSeconds is < 0 or > MostTtl) throw Faults.Bad($"Authorizer result TTL must be between 0 and {MostTtl} seconds");
        switch (authorizer.Type)
        {
            case "COGNITO_USER_POOLS":
                if (authorizer.ProviderARNs is not { Count: > 0 }) throw Faults.Bad("Authorizer type COGNITO_USER_POOLS requires provider ARNs to be specified");
                if (authorizer.ProviderARNs.Any(a => !a.Contains(":cognito-idp:", StringComparison.Ordinal) || !a.Contains(":userpool/", StringComparison.Ordinal))) throw Faults.Bad("Invalid Cognito Provider ARN specified");
                break;
            case "TOKEN" or "REQUEST":
                if (!IntegrationTarget.TryParse(authorizer.AuthorizerUri, out var target) || target.FunctionArn is null) throw Faults.Bad($"Invalid Authorizer URI: {authorizer.AuthorizerUri}. Authorizer URI should be a valid API Gateway ARN that represents a Lambda function invocation.");
                // AWS: results are cached by the identity sources, so there must be some.
                if (authorizer is { Type: "REQUEST", IdentitySource: null or "", AuthorizerResultTtlInSeconds: > 0 }) throw Faults.Bad("Identity source must be specified when the authorizer result TTL is greater than 0");
                foreach (var source in Sources(authorizer))
                {
                    if (!IsSource(source)) throw Faults.Bad($"Invalid mapping expression specified: {source}");
                }
                break;
            default:
                throw Faults.Bad($"1 validation error detected: Value '{authorizer.Type}' at 'createAuthorizerInput.type' failed to satisfy constraint: Member must satisfy enum value set: [REQUEST, TOKEN, COGNITO_USER_POOLS]");
        }
    }

    public static string[] Sources(Authorizer authorizer) => (authorizer.IdentitySource ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static bool IsSource(string source) =>
        source.StartsWith("method.request.header.", StringComparison.Ordinal) || source.StartsWith("method.request.querystring.", StringComparison.Ordinal)
        || source.StartsWith("stageVariables.", StringComparison.Ordinal) || source.StartsWith("context.", StringComparison.Ordinal);
}
