using System.Security.Cryptography;
using System.Text;

namespace Undercast.Cognito;

/// <summary>An app client's settings, and what it proves by its secret.</summary>
internal static class ClientRules
{
    private const int DefaultRefreshDays = 30;

    // AWS: the flows of a client that names none.
    private static readonly string[] DefaultFlows = ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH"];
    private static readonly string[] Flows =
    [
        "ADMIN_NO_SRP_AUTH", "CUSTOM_AUTH_FLOW_ONLY", "USER_PASSWORD_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_CUSTOM_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH",
        "ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_AUTH",
    ];

    /// <summary>The settings that a client has after it was made or changed: what is not named returns to its default.</summary>
    public static UserPoolClientType Apply(PoolRecord pool, UserPoolClientType client, UpdateUserPoolClientInput input)
    {
        foreach (var flow in input.ExplicitAuthFlows ?? [])
        {
            if (!Flows.Contains(flow))
                throw CognitoFaults.Invalid($"1 validation error detected: Value '[{flow}]' at 'explicitAuthFlows' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [{string.Join(", ", Flows)}]]");
        }
        if (input.ExplicitAuthFlows?.Any(f => f.StartsWith("ALLOW_", StringComparison.Ordinal)) == true && input.ExplicitAuthFlows.Any(f => !f.StartsWith("ALLOW_", StringComparison.Ordinal)))
            throw CognitoFaults.Invalid("ExplicitAuthFlows cannot mix values with and without the ALLOW_ prefix.");
        SchemaRules.CheckNames(pool, input.ReadAttributes, "read");
        SchemaRules.CheckNames(pool, input.WriteAttributes, "write");
        var changed = client with
        {
            ClientName = input.ClientName ?? client.ClientName,
            RefreshTokenValidity = input.RefreshTokenValidity is null or 0 ? DefaultRefreshDays : input.RefreshTokenValidity,
            AccessTokenValidity = input.AccessTokenValidity,
            IdTokenValidity = input.IdTokenValidity,
            TokenValidityUnits = input.TokenValidityUnits,
            ReadAttributes = input.ReadAttributes,
            WriteAttributes = input.WriteAttributes,
            ExplicitAuthFlows = input.ExplicitAuthFlows,
            SupportedIdentityProviders = input.SupportedIdentityProviders,
            CallbackURLs = input.CallbackURLs,
            LogoutURLs = input.LogoutURLs,
            DefaultRedirectURI = input.DefaultRedirectURI,
            AllowedOAuthFlows = input.AllowedOAuthFlows,
            AllowedOAuthScopes = input.AllowedOAuthScopes,
            AllowedOAuthFlowsUserPoolClient = input.AllowedOAuthFlowsUserPoolClient ?? false,
            PreventUserExistenceErrors = input.PreventUserExistenceErrors,
            EnableTokenRevocation = input.EnableTokenRevocation ?? client.EnableTokenRevocation ?? true,
            EnablePropagateAdditionalUserContextData = input.EnablePropagateAdditionalUserContextData ?? false,
            AuthSessionValidity = input.AuthSessionValidity ?? 3,
            RefreshTokenRotation = input.RefreshTokenRotation,
        };
        CheckBetween("AccessTokenValidity", AccessLife(changed), TimeSpan.FromMinutes(5), TimeSpan.FromDays(1));
        CheckBetween("IdTokenValidity", IdLife(changed), TimeSpan.FromMinutes(5), TimeSpan.FromDays(1));
        CheckBetween("RefreshTokenValidity", RefreshLife(changed), TimeSpan.FromHours(1), TimeSpan.FromDays(3650));
        // AWS: the access and ID tokens of a sign-in do not outlive its refresh token.
        if (AccessLife(changed) > RefreshLife(changed) || IdLife(changed) > RefreshLife(changed))
            throw CognitoFaults.Invalid("Invalid Refresh token validity: must be greater than the access and ID token validity.");
        return changed;
    }

    /// <summary>A making as a change of nothing.</summary>
    public static UpdateUserPoolClientInput AsUpdate(CreateUserPoolClientInput input, string clientId) => new()
    {
        UserPoolId = input.UserPoolId,
        ClientId = clientId,
        ClientName = input.ClientName,
        RefreshTokenValidity = input.RefreshTokenValidity,
        AccessTokenValidity = input.AccessTokenValidity,
        IdTokenValidity = input.IdTokenValidity,
        TokenValidityUnits = input.TokenValidityUnits,
        ReadAttributes = input.ReadAttributes,
        WriteAttributes = input.WriteAttributes,
        ExplicitAuthFlows = input.ExplicitAuthFlows,
        SupportedIdentityProviders = input.SupportedIdentityProviders,
        CallbackURLs = input.CallbackURLs,
        LogoutURLs = input.LogoutURLs,
        DefaultRedirectURI = input.DefaultRedirectURI,
        AllowedOAuthFlows = input.AllowedOAuthFlows,
        AllowedOAuthScopes = input.AllowedOAuthScopes,
        AllowedOAuthFlowsUserPoolClient = input.AllowedOAuthFlowsUserPoolClient,
        PreventUserExistenceErrors = input.PreventUserExistenceErrors,
        EnableTokenRevocation = input.EnableTokenRevocation,
        EnablePropagateAdditionalUserContextData = input.EnablePropagateAdditionalUserContextData,
        AuthSessionValidity = input.AuthSessionValidity,
        RefreshTokenRotation = input.RefreshTokenRotation,
    };

    public static TimeSpan AccessLife(UserPoolClientType client) => Life(client.AccessTokenValidity, client.TokenValidityUnits?.AccessToken, "hours", 1);

    public static TimeSpan IdLife(UserPoolClientType client) => Life(client.IdTokenValidity, client.TokenValidityUnits?.IdToken, "hours", 1);

    public static TimeSpan RefreshLife(UserPoolClientType client) => Life(client.RefreshTokenValidity, client.TokenValidityUnits?.RefreshToken, "days", DefaultRefreshDays);

    public static TimeSpan SessionLife(UserPoolClientType client) => TimeSpan.FromMinutes(client.AuthSessionValidity ?? 3);

    public static bool HidesUsers(UserPoolClientType client) => client.PreventUserExistenceErrors == "ENABLED";

    public static bool Rotates(UserPoolClientType client) => client.RefreshTokenRotation?.Feature == "ENABLED";

    /// <summary>Whether the client may sign users in by a flow; the names without a prefix are those of older clients.</summary>
    public static bool Allows(UserPoolClientType client, string flow) => (client.ExplicitAuthFlows ?? DefaultFlows) is var flows && (flow switch
    {
        "USER_SRP_AUTH" => flows.Contains("ALLOW_USER_SRP_AUTH") || !flows.Any(f => f.StartsWith("ALLOW_", StringComparison.Ordinal) || f == "CUSTOM_AUTH_FLOW_ONLY"),
        "USER_PASSWORD_AUTH" => flows.Contains("ALLOW_USER_PASSWORD_AUTH") || flows.Contains("USER_PASSWORD_AUTH"),
        "ADMIN_USER_PASSWORD_AUTH" => flows.Contains("ALLOW_ADMIN_USER_PASSWORD_AUTH") || flows.Contains("ADMIN_NO_SRP_AUTH"),
        "CUSTOM_AUTH" => flows.Contains("ALLOW_CUSTOM_AUTH") || flows.Contains("CUSTOM_AUTH_FLOW_ONLY"),
        "USER_AUTH" => flows.Contains("ALLOW_USER_AUTH"),
        "REFRESH_TOKEN_AUTH" => flows.Contains("ALLOW_REFRESH_TOKEN_AUTH") || !flows.Any(f => f.StartsWith("ALLOW_", StringComparison.Ordinal)),
        _ => false,
    });

    /// <summary>Holds the secret hash of a request against the client's secret. The client may have hashed the name that it was given or the user's own.</summary>
    public static void CheckSecret(UserPoolClientType client, string? hash, params ReadOnlySpan<string> usernames)
    {
        if (client.ClientSecret is null) return;
        if (string.IsNullOrEmpty(hash)) throw new NotAuthorizedException($"Client {client.ClientId} is configured with secret but SECRET_HASH was not received");
        foreach (var username in usernames)
        {
            if (HasSecret(client, secret => Matches(secret, hash, username, client.ClientId!))) return;
        }
        throw new NotAuthorizedException($"Unable to verify secret hash for client {client.ClientId}");
    }

    /// <summary>A client's secrets, of which it may have two while one takes the other's place.</summary>
    public static IReadOnlyList<StoredSecret> Secrets(UserPoolClientType client) =>
        client.Secrets ?? (client.ClientSecret is { } only ? [new StoredSecret(SecretId(client.ClientId!, client.CreationDate!.Value), only, client.CreationDate!.Value)] : []);

    public static string SecretId(string clientId, DateTimeOffset created) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{clientId}--{created.ToUnixTimeMilliseconds()}");

    /// <summary>Whether a client has a secret; every one is tried, whichever fits.</summary>
    public static bool HasSecret(UserPoolClientType client, string given)
    {
        var bytes = Encoding.UTF8.GetBytes(given);
        return HasSecret(client, secret => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(secret), bytes));
    }

    private static bool HasSecret(UserPoolClientType client, Func<string, bool> fits)
    {
        var found = false;
        foreach (var secret in Secrets(client)) found |= fits(secret.Value);
        return found;
    }

    /// <summary>The hash by which a client with a secret speaks for a user; null for one without.</summary>
    public static string? SecretHash(UserPoolClientType client, string username) =>
        client.ClientSecret is { } secret ? Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(username + client.ClientId))) : null;

    private static bool Matches(string secret, string hash, string username, string clientId)
    {
        var expected = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(username + clientId)));
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(hash));
    }

    private static TimeSpan Life(int? value, string? unit, string defaultUnit, int otherwise) => value is null or 0 && defaultUnit == "hours"
        ? TimeSpan.FromHours(otherwise)
        : (unit ?? defaultUnit) switch
        {
            "seconds" => TimeSpan.FromSeconds(value ?? otherwise),
            "minutes" => TimeSpan.FromMinutes(value ?? otherwise),
            "hours" => TimeSpan.FromHours(value ?? otherwise),
            _ => TimeSpan.FromDays(value ?? otherwise),
        };

    private static void CheckBetween(string what, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most) throw CognitoFaults.Invalid($"Invalid range for token validity: {what} must be between {least} and {most}.");
    }
}
