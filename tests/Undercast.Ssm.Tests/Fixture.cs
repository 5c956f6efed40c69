using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Ssm.Tests;

/// <summary>The service over a store in memory.</summary>
public abstract class Fixture : IAsyncLifetime
{
    private protected const string Account = "000000000000";

    private protected Fixture() => Service = new SsmService(Store);

    private protected MemoryStore Store { get; } = new();

    private protected SsmService Service { get; }

    private protected CallContext Call { get; } = new() { RequestId = CallContext.NewRequestId(), Caller = Principal.Root(Account), Region = "us-east-1", Now = new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero) };

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await Store.DisposeAsync();

    private protected async Task<PutParameterOutput> PutAsync(string name, string value, bool overwrite = false, string? type = "String", string? tier = null, string? pattern = null) =>
        await Service.PutParameter(new PutParameterInput { Name = name, Value = value, Type = type, Overwrite = overwrite, Tier = tier, AllowedPattern = pattern }, Call);

    private protected async Task<Parameter> GetAsync(string name) => (await Service.GetParameter(new GetParameterInput { Name = name }, Call)).Parameter!;

    private protected static async Task<string> RefusedAsync<T>(Func<Task> act) where T : AwsException => (await Assert.ThrowsAsync<T>(act)).Message;
}
