using System.Text.Json.Nodes;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.ApiGateway;

// Documentation: parts of an API, and versions, which are copies of all parts.
internal sealed partial class ApiGatewayService
{
    public async ValueTask<DocumentationPart> CreateDocumentationPart(CreateDocumentationPartInput input, CallContext call)
    {
        var part = DocumentationRules.Complete(new DocumentationPart { Id = call.NewIds.Base36(6), Location = input.Location, Properties = input.Properties });
        return await EditAsync(
            input.RestApiId,
            call,
            api =>
            {
                if (api.DocumentationParts.Values.Any(p => p.Id != part.Id && p.Location == part.Location)) throw new ConflictException("Documentation part already exists for the specified location");
                return api.DocumentationParts[part.Id!] = part;
            });
    }

    public ValueTask<DocumentationPart> GetDocumentationPart(GetDocumentationPartInput input, CallContext call) =>
        ReadAsync(input.RestApiId, call, api => api.DocumentationParts.GetValueOrDefault(input.DocumentationPartId) ?? throw Faults.No("Documentation part"));

    public ValueTask<GetDocumentationPartsOutput> GetDocumentationParts(GetDocumentationPartsInput input, CallContext call) => ReadAsync(
        input.RestApiId,
        call,
        api =>
        {
            var all = api.DocumentationParts.Values.Where(p => (input.Type is null || p.Location!.Type == input.Type) && (input.Path is null || p.Location!.Path == input.Path)
                && (input.NameQuery is null || p.Location!.Name?.Contains(input.NameQuery, StringComparison.Ordinal) == true));
            var (items, position) = Page(all, static p => p.Id!, input.Position, input.Limit);
            return new GetDocumentationPartsOutput { Items = items, Position = position };
        });

    public ValueTask<DocumentationPart> UpdateDocumentationPart(UpdateDocumentationPartInput input, CallContext call) => EditAsync(
        input.RestApiId,
        call,
        api =>
        {
            var old = api.DocumentationParts.GetValueOrDefault(input.DocumentationPartId) ?? throw Faults.No("Documentation part");
            return api.DocumentationParts[old.Id!] = DocumentationRules.Complete(PatchRules.Apply(old, input.PatchOperations, PatchRules.DocumentationPart, ApiGatewayJson.Default.DocumentationPart));
        });

    public async ValueTask DeleteDocumentationPart(DeleteDocumentationPartInput input, CallContext call) => await RemoveAsync(
        input.RestApiId,
        call,
        api =>
        {
            if (!api.DocumentationParts.Remove(input.DocumentationPartId)) throw Faults.No("Documentation part");
        });

    public async ValueTask<ImportDocumentationPartsOutput> ImportDocumentationParts(ImportDocumentationPartsInput input, CallContext call)
    {
        if (input.Mode is not (null or "merge" or "overwrite")) throw Faults.Bad("Invalid mode specified. Must be one of: [merge, overwrite]");
        // Ids are random, and so are made before the transaction, which may run twice.
        var parts = DocumentationRules.Read(YamlJson.Read(input.Body)).Select(static p => p with { Id = Ids.NewBase36(6) }).ToList();
        return await EditAsync(
            input.RestApiId,
            call,
            api =>
            {
                if (input.Mode == "overwrite") api.DocumentationParts.Clear();
                var ids = new List<string>();
                foreach (var part in parts)
                {
                    var old = api.DocumentationParts.Values.FirstOrDefault(p => p.Location == part.Location);
                    var id = old?.Id ?? part.Id!;
                    var properties = old is null || JsonNode.Parse(old.Properties!) is not JsonObject before ? part.Properties : DocumentationRules.Merge(before, JsonNode.Parse(part.Properties!)!.AsObject());
                    api.DocumentationParts[id] = part with { Id = id, Properties = properties };
                    ids.Add(id);
                }
                return new ImportDocumentationPartsOutput { Ids = ids, Warnings = [] };
            });
    }

    public ValueTask<DocumentationVersion> CreateDocumentationVersion(CreateDocumentationVersionInput input, CallContext call)
    {
        if (string.IsNullOrEmpty(input.DocumentationVersion)) throw Faults.Bad("Documentation version must not be empty");
        var version = new DocumentationVersion { Version = input.DocumentationVersion, CreatedDate = Seconds(call), Description = input.Description };
        return store.WriteAsync(
            async tx =>
            {
                var api = await FindAsync(tx, input.RestApiId, call);
                if (api.DocumentationVersions.ContainsKey(input.DocumentationVersion)) throw new ConflictException("The version of the documentation already exists");
                if (api.DocumentationParts.Count == 0) throw Faults.Bad("No documentation parts exist for this API");
                api.DocumentationVersions[input.DocumentationVersion] = new DocumentedVersion(version, [.. api.DocumentationParts.Values]);
                await ApiGatewayTables.Apis.PutAsync(tx, new RestApiKey(input.RestApiId), api);
                if (input.StageName is { } name)
                {
                    var stage = await StageAsync(tx, input.RestApiId, name);
                    stage.Stage = stage.Stage with { DocumentationVersion = input.DocumentationVersion };
                    ApiGatewayTables.Stages.Put(tx, new PartKey(input.RestApiId, name), stage);
                }
                return version;
            },
            call.Cancelled);
    }

    public ValueTask<DocumentationVersion> GetDocumentationVersion(GetDocumentationVersionInput input, CallContext call) =>
        ReadAsync(input.RestApiId, call, api => (api.DocumentationVersions.GetValueOrDefault(input.DocumentationVersion) ?? throw Faults.No("Documentation version")).Version);

    public ValueTask<GetDocumentationVersionsOutput> GetDocumentationVersions(GetDocumentationVersionsInput input, CallContext call) => ReadAsync(
        input.RestApiId,
        call,
        api =>
        {
            var (items, position) = Page(api.DocumentationVersions.Values.Select(static v => v.Version), static v => v.Version!, input.Position, input.Limit);
            return new GetDocumentationVersionsOutput { Items = items, Position = position };
        });

    public ValueTask<DocumentationVersion> UpdateDocumentationVersion(UpdateDocumentationVersionInput input, CallContext call) => EditAsync(
        input.RestApiId,
        call,
        api =>
        {
            var old = api.DocumentationVersions.GetValueOrDefault(input.DocumentationVersion) ?? throw Faults.No("Documentation version");
            var version = PatchRules.Apply(old.Version, input.PatchOperations, PatchRules.Deployment, ApiGatewayJson.Default.DocumentationVersion);
            api.DocumentationVersions[input.DocumentationVersion] = old with { Version = version };
            return version;
        });

    public async ValueTask DeleteDocumentationVersion(DeleteDocumentationVersionInput input, CallContext call) => await RemoveAsync(
        input.RestApiId,
        call,
        api =>
        {
            if (!api.DocumentationVersions.Remove(input.DocumentationVersion)) throw Faults.No("Documentation version");
        });
}
