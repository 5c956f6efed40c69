using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Undercast.Kernel;

namespace Undercast.Cognito;

/// <summary>Calls the functions that a pool has as triggers.</summary>
internal sealed class TriggerCalls(IFunctionInvoker? invoker)
{
    /// <summary>Refuses triggers where nothing could call them.</summary>
    public void RequireInvoker(LambdaConfigType config)
    {
        if (invoker is null && config != new LambdaConfigType()) throw CommonException.NotSupported("A trigger (LambdaConfig) without the service that runs functions");
    }

    /// <summary>Calls a trigger and answers its response.</summary>
    /// <param name="call">The call that causes it.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="trigger">The trigger's name and function.</param>
    /// <param name="source">Such as <c>PreSignUp_SignUp</c>.</param>
    /// <param name="clientId">The client, or null for administrators.</param>
    /// <param name="username">The user.</param>
    /// <param name="request">What the function is told.</param>
    /// <param name="response">The form of the response, with what holds when the function changes nothing.</param>
    /// <exception cref="UserLambdaValidationException">The function failed.</exception>
    public async ValueTask<JsonObject> CallAsync(
        CallContext call, PoolRecord pool, (string Name, string FunctionArn) trigger, string source, string? clientId, string username, JsonObject request, JsonObject response, string version = "1")
    {
        if (invoker is null) throw new UnexpectedLambdaException($"{trigger.Name} cannot be invoked: nothing runs functions.");
        var payload = new JsonObject
        {
            ["version"] = version,
            ["triggerSource"] = source,
            ["region"] = pool.Region,
            ["userPoolId"] = pool.Id,
            ["userName"] = username,
            // AWS: calls without a client are marked so.
            ["callerContext"] = new JsonObject { ["awsSdkVersion"] = "aws-sdk-unknown-unknown", ["clientId"] = clientId ?? "CLIENT_ID_NOT_APPLICABLE" },
            ["request"] = request,
            ["response"] = response,
        };
        var answer = await invoker.InvokeAsync(
            new FunctionCall
            {
                FunctionArn = trigger.FunctionArn,
                Caller = Principal.Service("cognito-idp.amazonaws.com", pool.Account, pool.Pool.Arn),
                Payload = Encoding.UTF8.GetBytes(payload.ToJsonString()),
                SourceArn = pool.Pool.Arn,
            },
            call.Cancelled);
        if (answer.Error is not null) throw new UserLambdaValidationException($"{trigger.Name} failed with error {ErrorOf(answer.Payload)}.");
        try
        {
            return JsonNode.Parse(answer.Payload.Span) is JsonObject { } whole && whole["response"] is JsonObject given ? given : throw new InvalidLambdaResponseException("Unrecognizable lambda output");
        }
        catch (JsonException)
        {
            throw new InvalidLambdaResponseException("Unrecognizable lambda output");
        }
    }

    /// <summary>A map as JSON.</summary>
    public static JsonObject Map(IEnumerable<KeyValuePair<string, string>>? map)
    {
        var result = new JsonObject();
        foreach (var (key, value) in map ?? []) result[key] = value;
        return result;
    }

    /// <summary>A user's attributes as triggers see them.</summary>
    public static JsonObject Attributes(UserRecord user)
    {
        var result = new JsonObject { ["sub"] = user.Sub, ["cognito:user_status"] = user.Status };
        foreach (var (key, value) in user.Attributes) result[key] = value;
        return result;
    }

    private static string ErrorOf(ReadOnlyMemory<byte> payload)
    {
        try
        {
            return (string?)JsonNode.Parse(payload.Span)?["errorMessage"] ?? "";
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Encoding.UTF8.GetString(payload.Span);
        }
    }
}
