using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Cognito;

/// <summary>What a code is for. Stored.</summary>
internal static class CodePurpose
{
    public const string SignUp = "sign-up";
    public const string Password = "password";

    public static string Attribute(string name) => $"attribute:{name}";
}

internal sealed partial class CognitoService
{
    // AWS: a code for a password is good for an hour, the others for a day.
    private static readonly TimeSpan PasswordCodeLife = TimeSpan.FromHours(1);
    private static readonly TimeSpan CodeLife = TimeSpan.FromHours(24);
    private static readonly TimeSpan MessageLife = TimeSpan.FromHours(24);
    private const int CodeAttempts = 5;
    private const int MostCodes = 10;

    /// <summary>A code and its message before they are stored.</summary>
    private sealed record Prepared(TripleKey Key, CodeRecord? Code, MessageKey MessageKey, MessageRecord Message)
    {
        public async ValueTask PutAsync(IWriteTransaction tx)
        {
            if (Code is not null)
            {
                // A fresh code brings fresh guesses, so codes are counted too.
                var sent = await CognitoTables.Codes.GetAsync(tx, Key) is { } last && last.Expires > MessageKey.At ? last.Sent : 0;
                if (sent >= MostCodes) throw CognitoFaults.TooManyAttempts();
                await CognitoTables.Codes.PutAsync(tx, Key, Code with { Sent = sent + 1 });
                SweepJob.Schedule(tx, Code.Expires);
            }
            await CognitoTables.Messages.PutAsync(tx, MessageKey, Message);
            SweepJob.Schedule(tx, Message.Expires);
        }
    }

    private async ValueTask<Prepared> PrepareCodeAsync(
        CallContext call, PoolRecord pool, UserRecord user, Delivery delivery, string purpose, string source, string? clientId, IReadOnlyDictionary<string, string>? metadata)
    {
        var code = Delivery.NewCode();
        // AWS: a registration alone is confirmed by a link, and by mail alone.
        var link = purpose == CodePurpose.SignUp && delivery.Medium == "EMAIL" && pool.Pool.VerificationMessageTemplate?.DefaultEmailOption == "CONFIRM_WITH_LINK" ? LinkOf(call, pool, user, code, clientId!) : null;
        var (subject, body) = await CustomMessageAsync(call, pool, user, delivery, code, source, clientId, metadata, link is null ? delivery.Compose(pool, code) : Delivery.ComposeLink(pool, link));
        if (link is not null) body = Delivery.FillLink(body, link);
        var expires = call.Now + (purpose == CodePurpose.Password ? PasswordCodeLife : CodeLife);
        return Prepare(call, pool, user, delivery, new TripleKey(pool.Id, user.Sub, purpose), new CodeRecord { Code = code, Expires = expires, Attribute = delivery.Attribute }, subject, body, code, source);
    }

    /// <summary>The address on the pool's domain that confirms a registration.</summary>
    private static string LinkOf(CallContext call, PoolRecord pool, UserRecord user, string code, string clientId)
    {
        var root = pool.Pool.CustomDomain is { } custom ? $"https://{custom}"
            : pool.Pool.Domain is { } prefix ? $"{call.Endpoint.TrimEnd('/')}/_aws/auth/{pool.Region}/{prefix}"
            : throw CognitoFaults.Invalid("Verification by link needs a domain of the user pool.");
        return $"{root}/confirmUser?client_id={clientId}&user_name={Uri.EscapeDataString(user.Username)}&confirmation_code={code}";
    }

    private static Prepared Prepare(
        CallContext call, PoolRecord pool, UserRecord user, Delivery delivery, TripleKey key, CodeRecord? code, string? subject, string body, string shown, string source) => new(
        key,
        code,
        new MessageKey(pool.Id, call.Now, Ids.NewGuid().ToString("N")),
        new MessageRecord
        {
            Username = user.Username,
            Medium = delivery.Medium,
            Destination = delivery.Destination,
            Subject = subject,
            Body = body,
            Code = shown,
            Trigger = source,
            Expires = call.Now + MessageLife,
        });

    /// <summary>Lets the pool's function write the message.</summary>
    private async ValueTask<(string? Subject, string Body)> CustomMessageAsync(
        CallContext call, PoolRecord pool, UserRecord user, Delivery delivery, string code, string source, string? clientId, IReadOnlyDictionary<string, string>? metadata, (string? Subject, string Body) otherwise)
    {
        if (pool.Pool.LambdaConfig?.CustomMessage is not { } function) return otherwise;
        var request = new JsonObject
        {
            ["userAttributes"] = TriggerCalls.Attributes(user),
            ["codeParameter"] = "{####}",
            ["usernameParameter"] = source.EndsWith("AdminCreateUser", StringComparison.Ordinal) ? "{username}" : null,
            ["clientMetadata"] = TriggerCalls.Map(metadata),
        };
        var form = new JsonObject { ["smsMessage"] = null, ["emailMessage"] = null, ["emailSubject"] = null };
        var response = await triggers.CallAsync(call, pool, ("CustomMessage", function), source, clientId, user.Username, request, form);
        string? Text(string name) => (string?)(response[name] as JsonValue);
        return delivery.Medium == "EMAIL"
            ? (Text("emailSubject") ?? otherwise.Subject, Text("emailMessage") is { } email ? Delivery.Fill(email, code, user.Username) : otherwise.Body)
            : (null, Text("smsMessage") is { } sms ? Delivery.Fill(sms, code, user.Username) : otherwise.Body);
    }

    /// <summary>Says in the log what a mail would say, once it is stored.</summary>
    private void Announce(Prepared prepared) => LogMessage(log, prepared.Message.Trigger, prepared.Message.Username, prepared.Message.Destination, prepared.Message.Code);

    /// <summary>Holds a code against what was sent, and takes it away where it is right. Wrong guesses are counted, which a failed transaction could not do: so the outcome is a value.</summary>
    private static async ValueTask<(CodeRecord? Code, AwsException? Refusal)> TakeCodeAsync(IWriteTransaction tx, PoolRecord pool, UserRecord user, string purpose, string given, DateTimeOffset now)
    {
        var key = new TripleKey(pool.Id, user.Sub, purpose);
        if (await CognitoTables.Codes.GetAsync(tx, key) is not { } code) return (null, CognitoFaults.OldCode());
        if (code.Failures >= CodeAttempts) return (null, CognitoFaults.TooManyAttempts());
        if (code.Expires <= now) return (null, CognitoFaults.OldCode());
        if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(code.Code), Encoding.UTF8.GetBytes(given)))
        {
            await CognitoTables.Codes.DeleteAsync(tx, key);
            return (code, null);
        }
        await CognitoTables.Codes.PutAsync(tx, key, code with { Failures = code.Failures + 1 });
        return (null, CognitoFaults.WrongCode());
    }

    [LoggerMessage(1, LogLevel.Information, "{Trigger}: a message to {Username} at {Destination} says {Code}.")]
    private static partial void LogMessage(ILogger log, string trigger, string username, string destination, string code);
}
