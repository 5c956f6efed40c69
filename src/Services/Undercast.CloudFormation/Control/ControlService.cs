using System.Text.Json.Nodes;
using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.CloudFormation;

/// <summary>The operations of the Cloud Control API. What changes something is a request, and the work a job.</summary>
internal sealed class ControlService(IStore store, ResourceTypes types, ControlJob job) : ICloudControl
{
    public async ValueTask<CreateResourceOutput> CreateResource(CreateResourceInput input, CallContext call)
    {
        TypeOf(input.TypeName);
        ControlJob.Read(input.DesiredState);
        return new CreateResourceOutput { ProgressEvent = await BeginAsync("CREATE", input.TypeName, null, input.DesiredState, input.RoleArn, input.ClientToken, call) };
    }

    public async ValueTask<UpdateResourceOutput> UpdateResource(UpdateResourceInput input, CallContext call)
    {
        Readable(input.TypeName, "UPDATE");
        return new UpdateResourceOutput { ProgressEvent = await BeginAsync("UPDATE", input.TypeName, input.Identifier, input.PatchDocument, input.RoleArn, input.ClientToken, call) };
    }

    public async ValueTask<DeleteResourceOutput> DeleteResource(DeleteResourceInput input, CallContext call)
    {
        TypeOf(input.TypeName);
        return new DeleteResourceOutput { ProgressEvent = await BeginAsync("DELETE", input.TypeName, input.Identifier, null, input.RoleArn, input.ClientToken, call) };
    }

    public async ValueTask<GetResourceOutput> GetResource(GetResourceInput input, CallContext call)
    {
        var type = Readable(input.TypeName, "READ");
        if (input.RoleArn is not null) throw CommonException.NotSupported("RoleArn for GetResource");
        var model = await FoundAsync(type, input.Identifier, call);
        return new GetResourceOutput { TypeName = type.Name, ResourceDescription = new ResourceDescription { Identifier = input.Identifier, Properties = Whole(model).ToJsonString() } };
    }

    public async ValueTask<ListResourcesOutput> ListResources(ListResourcesInput input, CallContext call)
    {
        var type = Readable(input.TypeName, "LIST");
        if (input.RoleArn is not null) throw CommonException.NotSupported("RoleArn for ListResources");
        IReadOnlyList<string> all;
        try
        {
            all = await type.ListAsync(job.CallOf(type, call.Region, [], call.Caller, Guid.Empty, false, call.Cancelled));
        }
        catch (CommonException e) when (e.Kind == CommonError.NotSupported)
        {
            throw new UnsupportedActionException($"Resource type {type.Name} does not support LIST action");
        }
        catch (AwsException e) when (e is not CommonException)
        {
            throw new GeneralServiceException(e.Message);
        }
        var from = input.NextToken is { } token ? all.TakeWhile(id => string.CompareOrdinal(id, token) <= 0).Count() : 0;
        var page = all.Skip(from).Take(input.MaxResults ?? 100).ToArray();
        var name = type.Schema.Identifier is [var only] ? only : null;
        return new ListResourcesOutput
        {
            TypeName = type.Name,
            ResourceDescriptions = [.. page.Select(id => new ResourceDescription { Identifier = id, Properties = (name is null ? [] : new JsonObject { [name] = id }).ToJsonString() })],
            NextToken = from + page.Length < all.Count ? page[^1] : null,
        };
    }

    public async ValueTask<GetResourceRequestStatusOutput> GetResourceRequestStatus(GetResourceRequestStatusInput input, CallContext call)
    {
        var key = new ControlKey(call.Account, call.Region, input.RequestToken);
        var request = await store.ReadAsync(tx => CloudFormationTables.Requests.GetAsync(tx, key), call.Cancelled) ?? throw new RequestTokenNotFoundException($"Request with token {input.RequestToken} was not found");
        return new GetResourceRequestStatusOutput { ProgressEvent = Describe(key, request) };
    }

    public async ValueTask<ListResourceRequestsOutput> ListResourceRequests(ListResourceRequestsInput input, CallContext call)
    {
        var rows = await store.ReadAsync(tx => CloudFormationTables.Requests.RangeAsync(tx, CloudFormationTables.Requests.Prefix(call.Account, call.Region)), call.Cancelled);
        var filter = input.ResourceRequestStatusFilter;
        var all = rows.Where(r => (filter?.Operations?.Contains(r.Record.Operation) ?? true) && (filter?.OperationStatuses?.Contains(r.Record.Status) ?? true)).OrderByDescending(r => r.Record.Changed).ThenBy(r => r.Key.Token, StringComparer.Ordinal).ToArray();
        var from = input.NextToken is { } token ? Array.FindIndex(all, r => r.Key.Token == token) + 1 : 0;
        var page = all.Skip(from).Take(input.MaxResults ?? 100).ToArray();
        return new ListResourceRequestsOutput { ResourceRequestStatusSummaries = [.. page.Select(r => Describe(r.Key, r.Record))], NextToken = from + page.Length < all.Length ? page[^1].Key.Token : null };
    }

    private async ValueTask<ProgressEvent> BeginAsync(string operation, string typeName, string? identifier, string? document, string? role, string? clientToken, CallContext call)
    {
        var key = new ControlKey(call.Account, call.Region, Ids.NewGuid().ToString());
        var request = new ControlRecord
        {
            TypeName = typeName, Operation = operation, Status = ControlRecord.Running, Changed = call.Now, Deployer = DeployerRecord.Of(call.Caller), RoleArn = role, ClientToken = clientToken, Identifier = identifier, Document = document,
        };
        return await store.WriteAsync(
            async tx =>
            {
                if (clientToken is not null)
                {
                    var rows = await CloudFormationTables.Requests.RangeAsync(tx, CloudFormationTables.Requests.Prefix(call.Account, call.Region));
                    if (rows.FirstOrDefault(r => r.Record.ClientToken == clientToken) is { Record: { } known } same)
                    {
                        // AWS: the same token with the same request is the same request.
                        if ((known.TypeName, known.Operation, known.Document) == (typeName, operation, document)) return Describe(same.Key, known);
                        throw new ClientTokenConflictException("The specified client token has already been used in another resource request.");
                    }
                }
                CloudFormationTables.Requests.Put(tx, key, request);
                ControlJob.Schedule(tx, key, call.Now);
                return Describe(key, request);
            },
            call.Cancelled);
    }

    private ResourceType TypeOf(string name) => types.Find(name) ?? throw new TypeNotFoundException($"The type '{name}' cannot be found.");

    private ResourceType Readable(string name, string action) => TypeOf(name) is { IsReadable: true } type ? type : throw new UnsupportedActionException($"Resource type {name} does not support {action} action");

    private async ValueTask<ResourceModel> FoundAsync(ResourceType type, string id, CallContext call)
    {
        try
        {
            return await job.FoundAsync(type, call.Region, id, call.Caller, call.Cancelled);
        }
        catch (AwsException e) when (e is not (CommonException or ResourceNotFoundException))
        {
            throw new GeneralServiceException(e.Message);
        }
    }

    /// <summary>The properties with those that only the service sets.</summary>
    private static JsonObject Whole(ResourceModel model)
    {
        var whole = (JsonObject)model.Properties!.DeepClone();
        foreach (var (name, value) in model.Attributes)
        {
            if (!name.Contains('.', StringComparison.Ordinal)) whole.TryAdd(name, value?.DeepClone());
        }
        return whole;
    }

    private static ProgressEvent Describe(ControlKey key, ControlRecord request) => new()
    {
        TypeName = request.TypeName, Identifier = request.Identifier, RequestToken = key.Token, Operation = request.Operation, OperationStatus = request.Status, EventTime = request.Changed, StatusMessage = request.Message, ErrorCode = request.ErrorCode,
    };
}
