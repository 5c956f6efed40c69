using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Cognito;

internal sealed partial class CognitoService
{
    public ValueTask<CreateResourceServerOutput> CreateResourceServer(CreateResourceServerInput input, CallContext call)
    {
        CheckScopes(input.Scopes);
        // AWS: names that the pool's own scopes begin with are taken.
        if (OAuthRules.SystemScopes.Contains(input.Identifier)) throw CognitoFaults.Invalid($"{input.Identifier} is a reserved identifier.");
        return WriteAsync(
            call,
            async tx =>
            {
                await PoolAsync(tx, call, input.UserPoolId);
                var key = new PairKey(input.UserPoolId, input.Identifier);
                if (await HostedTables.ResourceServers.ExistsAsync(tx, key)) throw CognitoFaults.Invalid($"{input.UserPoolId} already has identifier {input.Identifier}");
                var server = new ResourceServerType { UserPoolId = input.UserPoolId, Identifier = input.Identifier, Name = input.Name, Scopes = input.Scopes };
                HostedTables.ResourceServers.Put(tx, key, new ResourceServerRecord { Server = server });
                return new CreateResourceServerOutput { ResourceServer = server };
            });
    }

    public ValueTask<DescribeResourceServerOutput> DescribeResourceServer(DescribeResourceServerInput input, CallContext call) =>
        ReadAsync(call, async tx => new DescribeResourceServerOutput { ResourceServer = await ServerAsync(tx, call, input.UserPoolId, input.Identifier) });

    public ValueTask<UpdateResourceServerOutput> UpdateResourceServer(UpdateResourceServerInput input, CallContext call)
    {
        CheckScopes(input.Scopes);
        return WriteAsync(
            call,
            async tx =>
            {
                var server = await ServerAsync(tx, call, input.UserPoolId, input.Identifier) with { Name = input.Name, Scopes = input.Scopes };
                HostedTables.ResourceServers.Put(tx, new PairKey(input.UserPoolId, input.Identifier), new ResourceServerRecord { Server = server });
                return new UpdateResourceServerOutput { ResourceServer = server };
            });
    }

    public async ValueTask DeleteResourceServer(DeleteResourceServerInput input, CallContext call) => await WriteAsync(
        call,
        async tx =>
        {
            await ServerAsync(tx, call, input.UserPoolId, input.Identifier);
            HostedTables.ResourceServers.Delete(tx, new PairKey(input.UserPoolId, input.Identifier));
            return true;
        });

    public async ValueTask<ListResourceServersOutput> ListResourceServers(ListResourceServersInput input, CallContext call)
    {
        var rows = await ReadAsync(
            call,
            async tx =>
            {
                await PoolAsync(tx, call, input.UserPoolId);
                return await ServersAsync(tx, input.UserPoolId);
            });
        var (page, token) = Page(rows, static s => s.Identifier!, input.MaxResults, input.NextToken);
        return new ListResourceServersOutput { ResourceServers = page, NextToken = token };
    }

    /// <summary>Holds a client's OAuth settings against what its pool has.</summary>
    private static async ValueTask CheckOAuthAsync(IReadTransaction tx, UserPoolClientType client)
    {
        OAuthRules.Check(client);
        if (client.AllowedOAuthScopes is not { Count: > 0 } && client.SupportedIdentityProviders is not { Count: > 0 }) return;
        var providers = await HostedTables.Providers.RangeAsync(tx, HostedTables.Providers.Prefix(client.UserPoolId!));
        OAuthRules.CheckNames(client, await ServersAsync(tx, client.UserPoolId!), providers.Select(static p => p.Record.Name));
    }

    private static async ValueTask<List<ResourceServerType>> ServersAsync(IReadTransaction tx, string poolId) =>
        [.. (await HostedTables.ResourceServers.RangeAsync(tx, HostedTables.ResourceServers.Prefix(poolId))).Select(static r => r.Record.Server)];

    private static async ValueTask<ResourceServerType> ServerAsync(IReadTransaction tx, CallContext call, string poolId, string identifier)
    {
        await PoolAsync(tx, call, poolId);
        return (await HostedTables.ResourceServers.GetAsync(tx, new PairKey(poolId, identifier)))?.Server ?? throw new ResourceNotFoundException($"Resource server {identifier} does not exist.");
    }

    private static void CheckScopes(IReadOnlyList<ResourceServerScopeType>? scopes)
    {
        if (scopes?.GroupBy(static s => s.ScopeName).FirstOrDefault(static g => g.Count() > 1) is { } twice) throw CognitoFaults.Invalid($"Duplicate scope name: {twice.Key}");
    }
}
