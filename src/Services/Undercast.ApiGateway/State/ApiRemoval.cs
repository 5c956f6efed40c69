using Undercast.Storage;

namespace Undercast.ApiGateway;

/// <summary>Removes an API with everything that belongs to it.</summary>
internal static class ApiRemoval
{
    public static async ValueTask RemoveAsync(IWriteTransaction tx, string api)
    {
        ApiGatewayTables.Deployments.DeleteRange(tx, ApiGatewayTables.Deployments.Prefix(api));
        ApiGatewayTables.Stages.DeleteRange(tx, ApiGatewayTables.Stages.Prefix(api));
        ApiGatewayTables.StageVersions.DeleteRange(tx, ApiGatewayTables.StageVersions.Prefix(api));
        ApiGatewayTables.Throttles.DeleteRange(tx, ApiGatewayTables.Throttles.Prefix(api));
        await ApiGatewayTables.Apis.DeleteAsync(tx, new RestApiKey(api));
    }
}
