using Microsoft.Extensions.DependencyInjection;
using Undercast.Cloud;
using Undercast.Protocol;

namespace Undercast.Sqs;

/// <summary>Registers the service.</summary>
public sealed class SqsModule : IServiceModule
{
    /// <inheritdoc/>
    public string Name => "sqs";

    /// <inheritdoc/>
    public IReadOnlyList<ApiDescriptor> Apis { get; } = [SqsApi.Descriptor];

    /// <inheritdoc/>
    public void Register(IServiceCollection services)
    {
        services.AddSingleton<InFlightGuard>();
        services.AddSingleton<SqsService>();
        services.AddSingleton<IAccountReset, SqsReset>();
    }

    /// <inheritdoc/>
    public Type ServiceFor(ApiDescriptor api) => typeof(SqsService);
}
