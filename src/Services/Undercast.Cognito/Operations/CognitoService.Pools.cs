using System.Security.Cryptography;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Cognito;

internal sealed partial class CognitoService
{
    private const string Alphanumeric = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    public async ValueTask<CreateUserPoolOutput> CreateUserPool(CreateUserPoolInput input, CallContext call)
    {
        var id = $"{call.Region}_{call.NewIds.Text(Alphanumeric, 9)}";
        var settings = PoolRules.Apply(
            new UserPoolType
            {
                Id = id,
                Arn = new Arn(call.Partition, "cognito-idp", call.Region, call.Account, $"userpool/{id}").ToString(),
                CreationDate = call.Now,
                LastModifiedDate = call.Now,
                SchemaAttributes = SchemaRules.Build(input.Schema),
                AliasAttributes = input.AliasAttributes,
                UsernameAttributes = input.UsernameAttributes,
                UsernameConfiguration = input.UsernameConfiguration,
            },
            PoolRules.AsUpdate(input, id));
        triggers.RequireInvoker(settings.LambdaConfig!);
        var pool = PoolRules.WithFactors(new PoolRecord { Account = call.Account, Region = call.Region, Pool = settings, Secret = RandomNumberGenerator.GetBytes(16) });
        await store.WriteAsync(
            tx =>
            {
                CognitoTables.Pools.PutFresh(tx, new IdKey(id), pool);
                return ValueTask.CompletedTask;
            },
            call.Cancelled);
        return new CreateUserPoolOutput { UserPool = settings with { EstimatedNumberOfUsers = 0 } };
    }

    public ValueTask<DescribeUserPoolOutput> DescribeUserPool(DescribeUserPoolInput input, CallContext call) => ReadAsync(
        call,
        async tx =>
        {
            var pool = await PoolAsync(tx, call, input.UserPoolId);
            return new DescribeUserPoolOutput { UserPool = pool.Pool with { EstimatedNumberOfUsers = (int)await CognitoTables.Users.CountAsync(tx, CognitoTables.Users.Prefix(pool.Id)) } };
        });

    public async ValueTask<UpdateUserPoolOutput> UpdateUserPool(UpdateUserPoolInput input, CallContext call)
    {
        triggers.RequireInvoker(input.LambdaConfig ?? new());
        await ChangeRecordAsync(call, input.UserPoolId, pool => PoolRules.WithFactors(pool with { Pool = PoolRules.Apply(pool.Pool, input) with { LastModifiedDate = call.Now } }));
        return new UpdateUserPoolOutput();
    }

    public async ValueTask DeleteUserPool(DeleteUserPoolInput input, CallContext call) => await WriteAsync(
        call,
        async tx =>
        {
            var pool = await PoolAsync(tx, call, input.UserPoolId);
            if (pool.Pool.DeletionProtection == "ACTIVE")
                throw CognitoFaults.Invalid("The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.");
            if (pool.Pool.Domain is not null || pool.Pool.CustomDomain is not null) throw CognitoFaults.Invalid("User pool cannot be deleted. It has a domain configured that should be deleted first.");
            await PoolRemoval.RemoveAsync(tx, pool.Id, call.Now);
            return true;
        });

    public async ValueTask<ListUserPoolsOutput> ListUserPools(ListUserPoolsInput input, CallContext call)
    {
        var rows = await ReadAsync(call, tx => CognitoTables.PoolsByOwner.RangeAsync(tx, CognitoTables.PoolsByOwner.Prefix(call.Account, call.Region)));
        var (page, token) = Page(rows.Select(r => r.Record), p => p.Id, input.MaxResults, input.NextToken);
        return new ListUserPoolsOutput
        {
            UserPools = [.. page.Select(p => new UserPoolDescriptionType
            {
                Id = p.Id, Name = p.Pool.Name, LambdaConfig = p.Pool.LambdaConfig, CreationDate = p.Pool.CreationDate, LastModifiedDate = p.Pool.LastModifiedDate,
            })],
            NextToken = token,
        };
    }

    public async ValueTask<AddCustomAttributesOutput> AddCustomAttributes(AddCustomAttributesInput input, CallContext call)
    {
        await ChangePoolAsync(call, input.UserPoolId, pool => pool with { SchemaAttributes = SchemaRules.Add(pool.SchemaAttributes!, input.CustomAttributes) });
        return new AddCustomAttributesOutput();
    }

    public async ValueTask<TagResourceOutput> TagResource(TagResourceInput input, CallContext call)
    {
        await ChangePoolAsync(call, PoolIdOf(input.ResourceArn), pool => pool with { UserPoolTags = Merged(pool.UserPoolTags, input.Tags) });
        return new TagResourceOutput();
    }

    public async ValueTask<UntagResourceOutput> UntagResource(UntagResourceInput input, CallContext call)
    {
        await ChangePoolAsync(
            call, PoolIdOf(input.ResourceArn), pool => pool with { UserPoolTags = (pool.UserPoolTags ?? new Dictionary<string, string>()).Where(t => !input.TagKeys.Contains(t.Key)).ToDictionary() });
        return new UntagResourceOutput();
    }

    public async ValueTask<ListTagsForResourceOutput> ListTagsForResource(ListTagsForResourceInput input, CallContext call) =>
        new() { Tags = (await PoolAsync(call, PoolIdOf(input.ResourceArn))).Pool.UserPoolTags };

    private async ValueTask<UserPoolType> ChangePoolAsync(CallContext call, string id, Func<UserPoolType, UserPoolType> change) =>
        (await ChangeRecordAsync(call, id, pool => pool with { Pool = change(pool.Pool) with { LastModifiedDate = call.Now } })).Pool;

    private ValueTask<PoolRecord> ChangeRecordAsync(CallContext call, string id, Func<PoolRecord, PoolRecord> change) => WriteAsync(
        call,
        async tx =>
        {
            var changed = change(await PoolAsync(tx, call, id));
            await CognitoTables.Pools.PutAsync(tx, new IdKey(id), changed);
            return changed;
        });

    private static string PoolIdOf(string arn) =>
        Arn.TryParse(arn, out var parsed) && parsed.Service == "cognito-idp" && parsed.Resource.StartsWith("userpool/", StringComparison.Ordinal) ? parsed.Resource["userpool/".Length..] : throw CognitoFaults.Invalid("Invalid resource ARN.");

    internal static Dictionary<string, string> Merged(IReadOnlyDictionary<string, string>? before, IReadOnlyDictionary<string, string> added)
    {
        var result = new Dictionary<string, string>(before ?? new Dictionary<string, string>());
        foreach (var (key, value) in added) result[key] = value;
        return result;
    }
}
