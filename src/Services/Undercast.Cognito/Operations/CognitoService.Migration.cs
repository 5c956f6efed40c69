using System.Text.Json.Nodes;
using Undercast.Kernel;

namespace Undercast.Cognito;

internal sealed partial class CognitoService
{
    /// <summary>A user whom the pool does not know and its function does; null where there is none, or no function.</summary>
    /// <param name="call">The call.</param>
    /// <param name="auth">The request.</param>
    /// <param name="username">The name.</param>
    /// <param name="password">What it signs in with; null for a forgotten password.</param>
    private async ValueTask<UserRecord?> MigratedAsync(CallContext call, AuthCall auth, string username, string? password)
    {
        var pool = auth.Pool;
        if (pool.Pool.LambdaConfig?.UserMigration is not { } function || await ReadAsync(call, tx => Users.FindAsync(tx, pool, username)) is not null) return null;
        var request = new JsonObject { ["password"] = password, ["validationData"] = TriggerCalls.Map(password is null ? null : auth.Metadata), ["clientMetadata"] = TriggerCalls.Map(auth.Metadata) };
        var form = new JsonObject
        {
            ["userAttributes"] = null, ["finalUserStatus"] = null, ["messageAction"] = null, ["desiredDeliveryMediums"] = null, ["forceAliasCreation"] = null, ["enableSMSMFA"] = null,
        };
        JsonObject said;
        try
        {
            said = await triggers.CallAsync(call, pool, ("UserMigration", function), password is null ? "UserMigration_ForgotPassword" : "UserMigration_Authentication", auth.Client.ClientId, username, request, form);
        }
        catch (UserLambdaValidationException) when (ClientRules.HidesUsers(auth.Client))
        {
            // Who is refused by the old directory is somebody who does not exist.
            return null;
        }
        if (said["userAttributes"] is not JsonObject given) return null;
        var attributes = new Dictionary<string, string>();
        foreach (var (name, value) in given) attributes[name] = value?.ToString() ?? "";
        // AWS: addresses count as verified only where the function says so.
        var verified = attributes.Where(a => a.Key.EndsWith("_verified", StringComparison.Ordinal)).ToArray();
        foreach (var name in (string[])["username", "email_verified", "phone_number_verified", "sub"]) attributes.Remove(name);
        var draft = await DraftAsync(call, pool, null, username, [.. attributes.Select(a => new AttributeType { Name = a.Key, Value = a.Value })], UserStatus.ResetRequired);
        draft = draft with { Attributes = new Dictionary<string, string>([.. draft.Attributes, .. verified]) };
        if (Says(said, "enableSMSMFA") && draft.Attribute("phone_number") is not null) draft = draft with { Factors = [FactorRules.Sms] };
        var wished = (said["finalUserStatus"] as JsonValue)?.ToString();
        // AWS: without a status the password that was right in the old directory is asked to be replaced at the first sign-in.
        if (password is not null) draft = PasswordRules.Set(pool, draft, password) with { Status = wished == UserStatus.Confirmed ? UserStatus.Confirmed : wished ?? UserStatus.ResetRequired };
        await WriteAsync(
            call,
            async tx =>
            {
                await PutNewAsync(tx, pool, draft, Says(said, "forceAliasCreation"));
                return true;
            });
        if (password is not null && draft.Status == UserStatus.ResetRequired) throw new PasswordResetRequiredException("Password reset required for the user");
        return draft;
    }
}
