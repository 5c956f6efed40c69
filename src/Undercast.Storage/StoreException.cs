namespace Undercast.Storage;

/// <summary>The store cannot do what was asked. The message is one line that an operator can act on.</summary>
public class StoreException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Another process has the data directory open.</summary>
public sealed class StoreLockedException(string message, Exception? inner = null) : StoreException(message, inner);

/// <summary>What is stored is not what was written, or was written by something else.</summary>
public sealed class StoreCorruptException(string message, Exception? inner = null) : StoreException(message, inner);

/// <summary>No space is left. Nothing of the transaction was kept; writes work again when space returns.</summary>
public sealed class StoreFullException(string message, Exception? inner = null) : StoreException(message, inner);

/// <summary>The store cannot be reached or written now: read-only directory, lost connection, failing disk, shut down.</summary>
public sealed class StoreUnavailableException(string message, Exception? inner = null) : StoreException(message, inner);
