using Undercast.Storage;

namespace Undercast.ApiGateway.Routed;

/// <summary>Removes an HTTP or WebSocket API with everything that belongs to it.</summary>
internal static class RoutedRemoval
{
    public static async ValueTask RemoveAsync(IWriteTransaction tx, string api)
    {
        ApiGatewayTables.Throttles.DeleteRange(tx, ApiGatewayTables.Throttles.Prefix(api));
        ApiGatewayTables.RoutedDeployments.DeleteRange(tx, ApiGatewayTables.RoutedDeployments.Prefix(api));
        ApiGatewayTables.RoutedStages.DeleteRange(tx, ApiGatewayTables.RoutedStages.Prefix(api));
        ApiGatewayTables.RoutedVersions.Delete(tx, new RestApiKey(api));
        await ApiGatewayTables.RoutedApis.DeleteAsync(tx, new RestApiKey(api));
    }
}
