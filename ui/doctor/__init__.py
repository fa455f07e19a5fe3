"""What `soleus doctor` looks at: one module a room, small functions from what they are given to findings."""
