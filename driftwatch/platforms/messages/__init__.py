"""What pages say of a call, before and after it is known of which one."""
