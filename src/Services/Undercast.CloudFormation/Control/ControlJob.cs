using System.Text.Json;
using System.Text.Json.Nodes;
using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.CloudFormation;

/// <summary>Does the work of one request of the Cloud Control API.</summary>
internal sealed class ControlJob(IStore store, ICloudCalls calls, ResourceTypes types, IEnumerable<IRoleSessions> sessions, TimeProvider time)
{
    private static readonly JobType<ControlPayload> Type = new("cloudformation.control", JsonRecord.Codec(() => CloudFormationJson.Default.ControlPayload));

    public static IJobHandler Handler(Func<ControlJob> job) => JobHandler.For(Type, (payload, _, ct) => job().RunAsync(new ControlKey(payload.Account, payload.Region, payload.Token), ct));

    public static void Schedule(IWriteTransaction tx, ControlKey key, DateTimeOffset now) => tx.Schedule(Type.Create($"cloudformation.control/{key.Token}", new ControlPayload(key.Account, key.Region, key.Token)), now);

    private async ValueTask RunAsync(ControlKey key, CancellationToken ct)
    {
        if (await store.ReadAsync(tx => CloudFormationTables.Requests.GetAsync(tx, key), ct) is not { Status: ControlRecord.Running } request) return;
        var retrying = request.Begun;
        await PutAsync(key, request with { Begun = true }, ct);
        try
        {
            var type = types.Find(request.TypeName)!;
            var caller = await CallerAsync(request, ct);
            var identifier = request.Operation switch
            {
                "CREATE" => await CreateAsync(type, key, request, caller, retrying, ct),
                "UPDATE" => await UpdateAsync(type, key, request, caller, ct),
                _ => await DeleteAsync(type, key, request, caller, ct),
            };
            await PutAsync(key, request with { Status = "SUCCESS", Identifier = identifier, Changed = time.GetUtcNow() }, ct);
        }
        catch (Exception thrown) when (HandlerFaults.IsFault(thrown, out var e))
        {
            await PutAsync(key, request with { Status = "FAILED", Message = e.Message, ErrorCode = CodeOf(e), Changed = time.GetUtcNow() }, ct);
        }
    }

    private async ValueTask PutAsync(ControlKey key, ControlRecord record, CancellationToken ct) => await store.WriteAsync(
        tx =>
        {
            CloudFormationTables.Requests.Put(tx, key, record);
            return ValueTask.CompletedTask;
        },
        ct);

    private async ValueTask<Principal> CallerAsync(ControlRecord request, CancellationToken ct)
    {
        if (request.RoleArn is not { } role) return request.Deployer.Principal;
        var source = sessions.FirstOrDefault() ?? throw CommonException.NotSupported("RoleArn without the service that keeps roles");
        return (await source.AssumeAsync(new RoleSessionRequest { RoleArn = role, SessionName = "CloudControl", Service = "cloudformation.amazonaws.com" }, ct)).Principal;
    }

    /// <summary>The call by which a type is asked for one resource that belongs to no stack.</summary>
    public ResourceCall CallOf(ResourceType type, string region, JsonObject properties, Principal caller, Guid token, bool retrying, CancellationToken ct, JsonObject? previous = null) => new()
    {
        Calls = calls, Caller = caller, Region = region, Properties = properties, Previous = previous, LogicalId = type.Name.Split("::")[^1], StackName = "cloudcontrol",
        StackId = $"arn:{Arn.PartitionOf(region)}:cloudformation:{region}:{caller.Account}:resource/{token}", Token = token, IsRetry = retrying, Time = time, Cancelled = ct,
    };

    private async ValueTask<string> CreateAsync(ResourceType type, ControlKey key, ControlRecord request, Principal caller, bool retrying, CancellationToken ct)
    {
        var properties = Checked(type, Read(request.Document!));
        var call = CallOf(type, key.Region, properties, caller, Guid.Parse(key.Token), retrying, ct);
        try
        {
            var model = await type.CreateAsync(call);
            return IdentifierOf(type, properties, model);
        }
        catch (Exception e) when (HandlerFaults.IsFault(e, out _) && call.MadeId is not null)
        {
            // A resource is whole or not there.
            await type.DeleteAsync(CallOf(type, key.Region, properties, caller, Guid.Parse(key.Token), true, ct), call.MadeId);
            throw;
        }
    }

    private async ValueTask<string> UpdateAsync(ResourceType type, ControlKey key, ControlRecord request, Principal caller, CancellationToken ct)
    {
        var id = request.Identifier!;
        var current = await FoundAsync(type, key.Region, id, caller, ct);
        var desired = Checked(type, JsonPatch.Apply(current.Properties!, request.Document!));
        if (type.NeedsReplacement(current.Properties!, desired))
            throw new NotUpdatableException($"Invalid patch update: createOnlyProperties [{string.Join(", ", type.Schema.CreateOnly.Where(p => !JsonNode.DeepEquals(current.Properties![p.Split('.')[0]], desired[p.Split('.')[0]])).Order(StringComparer.Ordinal).Select(p => "/properties/" + p.Replace('.', '/')))}] cannot be updated");
        await type.UpdateAsync(CallOf(type, key.Region, desired, caller, Guid.Parse(key.Token), true, ct, current.Properties), current.Id);
        return id;
    }

    private async ValueTask<string> DeleteAsync(ResourceType type, ControlKey key, ControlRecord request, Principal caller, CancellationToken ct)
    {
        var properties = type.IsReadable ? (await FoundAsync(type, key.Region, request.Identifier!, caller, ct)).Properties! : [];
        await type.DeleteAsync(CallOf(type, key.Region, properties, caller, Guid.Parse(key.Token), false, ct), request.Identifier!);
        return request.Identifier!;
    }

    /// <exception cref="ResourceNotFoundException">There is none.</exception>
    public async ValueTask<ResourceModel> FoundAsync(ResourceType type, string region, string id, Principal caller, CancellationToken ct) =>
        await type.ReadAsync(CallOf(type, region, [], caller, Guid.Empty, false, ct), id) is { Properties: not null } model ? model : throw new ResourceNotFoundException($"Resource of type '{type.Name}' with identifier '{id}' was not found.");

    private static JsonObject Checked(ResourceType type, JsonObject given)
    {
        var writable = new JsonObject(given.Where(p => !type.Schema.ReadOnly.Contains(p.Key)).Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())));
        var properties = PropertyRules.Check(type.Schema, writable, out var findings);
        return findings.Count == 0 ? properties : throw new InvalidRequestException($"Model validation failed ({string.Join("\n", findings)})");
    }

    /// <exception cref="InvalidRequestException">The text is no object.</exception>
    public static JsonObject Read(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject ?? throw new InvalidRequestException("DesiredState must be a JSON object");
        }
        catch (JsonException)
        {
            throw new InvalidRequestException("DesiredState must be a JSON object");
        }
    }

    private static string IdentifierOf(ResourceType type, JsonObject properties, ResourceModel model)
    {
        var parts = type.Schema.Identifier.Select(name => (model.Attributes[name] ?? properties[name]) is JsonValue value ? PropertyRules.TextOf(value) : null).ToArray();
        return parts.Length == 0 || parts.Any(p => p is null) ? model.Id : string.Join('|', parts);
    }

    private static string CodeOf(AwsException e) => e is NotUpdatableException ? "NotUpdatable" : HandlerFaults.CodeOf(e) switch { "UnsupportedOperation" => "InvalidRequest", var code => code };
}

/// <summary>A change that only a replacement could make.</summary>
[AwsError("NotUpdatableException", 400)]
internal sealed class NotUpdatableException(string message) : AwsException(message);
