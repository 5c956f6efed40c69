using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Lambda;

internal sealed partial class LambdaService
{
    public async ValueTask<CreateCodeSigningConfigOutput> CreateCodeSigningConfig(CreateCodeSigningConfigInput input, CallContext call)
    {
        var key = new SigningKey(call.Account, call.Region, "csc-" + Ids.NewBase36(17));
        var record = new SigningRecord(input.AllowedPublishers.SigningProfileVersionArns, input.Description, input.CodeSigningPolicies?.UntrustedArtifactOnDeployment ?? "Warn", FunctionView.Time(call.Now));
        await store.WriteAsync(tx => LambdaTables.Signings.Put(tx, key, record), call.Cancelled);
        return new CreateCodeSigningConfigOutput { CodeSigningConfig = View(key, record) };
    }

    public async ValueTask<GetCodeSigningConfigOutput> GetCodeSigningConfig(GetCodeSigningConfigInput input, CallContext call)
    {
        var key = SigningKeyOf(input.CodeSigningConfigArn);
        return new GetCodeSigningConfigOutput { CodeSigningConfig = View(key, await store.ReadAsync(tx => FindSigningAsync(tx, key), call.Cancelled)) };
    }

    public async ValueTask<UpdateCodeSigningConfigOutput> UpdateCodeSigningConfig(UpdateCodeSigningConfigInput input, CallContext call)
    {
        var key = SigningKeyOf(input.CodeSigningConfigArn);
        var after = await store.WriteAsync(
            async tx =>
            {
                var before = await FindSigningAsync(tx, key);
                var record = new SigningRecord(
                    input.AllowedPublishers?.SigningProfileVersionArns ?? before.Profiles, input.Description ?? before.Description, input.CodeSigningPolicies?.UntrustedArtifactOnDeployment ?? before.OnUntrusted,
                    FunctionView.Time(call.Now));
                LambdaTables.Signings.Put(tx, key, record);
                return record;
            },
            call.Cancelled);
        return new UpdateCodeSigningConfigOutput { CodeSigningConfig = View(key, after) };
    }

    public async ValueTask<DeleteCodeSigningConfigOutput> DeleteCodeSigningConfig(DeleteCodeSigningConfigInput input, CallContext call)
    {
        var key = SigningKeyOf(input.CodeSigningConfigArn);
        await store.WriteAsync(
            async ValueTask (tx) =>
            {
                await FindSigningAsync(tx, key);
                if ((await UsersAsync(tx, key)).Count > 0) throw new ResourceConflictException("Cannot delete a code signing configuration that is used by a function.");
                LambdaTables.Signings.Delete(tx, key);
            },
            call.Cancelled);
        return new DeleteCodeSigningConfigOutput();
    }

    public ValueTask<ListCodeSigningConfigsOutput> ListCodeSigningConfigs(ListCodeSigningConfigsInput input, CallContext call)
    {
        var limit = Math.Min(input.MaxItems ?? 50, 50);
        var after = Markers.Read(input.Marker);
        return store.ReadAsync(
            async tx =>
            {
                var rows = await LambdaTables.Signings.RangeAsync(tx, LambdaTables.Signings.Prefix(call.Account, call.Region), limit + 1, after: after is null ? null : new SigningKey(call.Account, call.Region, after));
                return new ListCodeSigningConfigsOutput { CodeSigningConfigs = [.. rows.Take(limit).Select(r => View(r.Key, r.Record))], NextMarker = rows.Count > limit ? Markers.Write(rows[limit - 1].Key.Id) : null };
            },
            call.Cancelled);
    }

    public async ValueTask<PutFunctionCodeSigningConfigOutput> PutFunctionCodeSigningConfig(PutFunctionCodeSigningConfigInput input, CallContext call)
    {
        var name = FunctionName.Parse(input.FunctionName, call);
        var key = SigningKeyOf(input.CodeSigningConfigArn);
        await UpdateAsync(name, call, async (tx, function) =>
        {
            if (!await LambdaTables.Signings.ExistsAsync(tx, key)) throw NoSigning(key);
            return function with { CodeSigning = input.CodeSigningConfigArn };
        });
        return new PutFunctionCodeSigningConfigOutput { FunctionName = name.Key.Name, CodeSigningConfigArn = input.CodeSigningConfigArn };
    }

    public async ValueTask<GetFunctionCodeSigningConfigOutput> GetFunctionCodeSigningConfig(GetFunctionCodeSigningConfigInput input, CallContext call)
    {
        var name = FunctionName.Parse(input.FunctionName, call);
        var function = await store.ReadAsync(tx => FindAsync(tx, name), call.Cancelled);
        return new GetFunctionCodeSigningConfigOutput { FunctionName = name.Key.Name, CodeSigningConfigArn = function.CodeSigning };
    }

    public async ValueTask DeleteFunctionCodeSigningConfig(DeleteFunctionCodeSigningConfigInput input, CallContext call) =>
        await UpdateAsync(FunctionName.Parse(input.FunctionName, call), call, function => function with { CodeSigning = null });

    public ValueTask<ListFunctionsByCodeSigningConfigOutput> ListFunctionsByCodeSigningConfig(ListFunctionsByCodeSigningConfigInput input, CallContext call)
    {
        var key = SigningKeyOf(input.CodeSigningConfigArn);
        var limit = Math.Min(input.MaxItems ?? 50, 50);
        var after = Markers.Read(input.Marker);
        return store.ReadAsync(
            async tx =>
            {
                await FindSigningAsync(tx, key);
                var users = (await UsersAsync(tx, key)).Where(u => after is null || string.CompareOrdinal(u.Name, after) > 0).ToArray();
                return new ListFunctionsByCodeSigningConfigOutput
                {
                    FunctionArns = [.. users.Take(limit).Select(u => FunctionName.ArnOf(u))], NextMarker = users.Length > limit ? Markers.Write(users[limit - 1].Name) : null,
                };
            },
            call.Cancelled);
    }

    private static SigningKey SigningKeyOf(string text) => Arn.TryParse(text, out var arn) && arn.Resource.Split(':') is ["code-signing-config", var id]
        ? new SigningKey(arn.Account, arn.Region, id) : throw new InvalidParameterValueException($"Invalid code signing configuration ARN: {text}");

    private static string ArnOf(SigningKey key) => $"arn:{Arn.PartitionOf(key.Region)}:lambda:{key.Region}:{key.Account}:code-signing-config:{key.Id}";

    private static CodeSigningConfigNotFoundException NoSigning(SigningKey key) => new($"The code signing configuration cannot be found. Check that the provided configuration is not deleted: {ArnOf(key)}.");

    private static async ValueTask<SigningRecord> FindSigningAsync(IReadTransaction tx, SigningKey key) =>
        await LambdaTables.Signings.GetAsync(tx, key) ?? throw new ResourceNotFoundException($"The Lambda code signing configuration {ArnOf(key)} can not be found.");

    private static async ValueTask<IReadOnlyList<FunctionKey>> UsersAsync(IReadTransaction tx, SigningKey key) =>
        [.. (await LambdaTables.Functions.RangeAsync(tx, LambdaTables.Functions.Prefix(key.Account, key.Region))).Where(f => f.Record.CodeSigning == ArnOf(key)).Select(f => f.Key)];

    private static CodeSigningConfig View(SigningKey key, SigningRecord record) => new()
    {
        CodeSigningConfigId = key.Id, CodeSigningConfigArn = ArnOf(key), Description = record.Description ?? "", AllowedPublishers = new AllowedPublishers { SigningProfileVersionArns = record.Profiles },
        CodeSigningPolicies = new CodeSigningPolicies { UntrustedArtifactOnDeployment = record.OnUntrusted }, LastModified = record.LastModified,
    };
}
