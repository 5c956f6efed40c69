using Undercast.ApiGateway.Routed;
using Undercast.Cloud;
using Undercast.Storage;

namespace Undercast.ApiGateway;

/// <summary>Removes an account's APIs, keys and plans.</summary>
internal sealed class ApiGatewayReset(IStore store) : IAccountReset
{
    public async ValueTask ResetAsync(string account, CancellationToken ct) => await store.WriteAsync(
        async tx =>
        {
            foreach (var (_, key) in await ApiGatewayTables.ApisByOwner.KeysAsync(tx, ApiGatewayTables.ApisByOwner.Prefix(account))) await ApiRemoval.RemoveAsync(tx, key.Id);
            await ApiGatewayTables.Keys.DeleteRangeAsync(tx, ApiGatewayTables.Keys.Prefix(account));
            ApiGatewayTables.Plans.DeleteRange(tx, ApiGatewayTables.Plans.Prefix(account));
            await ApiGatewayTables.PlanKeys.DeleteRangeAsync(tx, ApiGatewayTables.PlanKeys.Prefix(account));
            ApiGatewayTables.Usage.DeleteRange(tx, ApiGatewayTables.Usage.Prefix(account));
            ApiGatewayTables.Accounts.DeleteRange(tx, ApiGatewayTables.Accounts.Prefix(account));
            ApiGatewayTables.VpcLinks.DeleteRange(tx, ApiGatewayTables.VpcLinks.Prefix(account));
            ApiGatewayTables.ClientCertificates.DeleteRange(tx, ApiGatewayTables.ClientCertificates.Prefix(account));
            foreach (var (_, key) in await ApiGatewayTables.RoutedApisByOwner.KeysAsync(tx, ApiGatewayTables.RoutedApisByOwner.Prefix(account))) await RoutedRemoval.RemoveAsync(tx, key.Id);
            foreach (var (_, key) in await ApiGatewayTables.DomainsByOwner.KeysAsync(tx, ApiGatewayTables.DomainsByOwner.Prefix(account))) await Domains.RemoveAsync(tx, key.Name);
            ApiGatewayTables.RoutedVpcLinks.DeleteRange(tx, ApiGatewayTables.RoutedVpcLinks.Prefix(account));
        },
        ct);
}
